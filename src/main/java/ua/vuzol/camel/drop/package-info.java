/**
 * The Camel component {@code file-drop:}, which watches a folder where a device leaves files. It differs from {@code file:}
 * in what it waits for (length, modification and status-change time all unchanged for the quiet period), in taking names of
 * any byte sequence, and in leaving a file where it is unless the exchange has succeeded.
 */
package ua.vuzol.camel.drop;
