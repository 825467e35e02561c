/**
 * Boots the hub: typed configuration, the lock on the home directory, the embedded database and broker (or the external
 * ones), and the commands of the {@code vuzol} script. Everything it starts it also stops.
 */
package ua.vuzol.hub;
