/**
 * The commands of the {@code vuzol} script that ask a running hub over its HTTP API. They print a table for people and, with
 * {@code --json}, the hub's own answer for programs; they end with 0 on success, 1 on a finding, and 2 on wrong use.
 */
@NamedInterface("cli")
package ua.vuzol.hub.cli;

import org.springframework.modulith.NamedInterface;
