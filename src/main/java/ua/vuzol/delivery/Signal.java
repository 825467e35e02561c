package ua.vuzol.delivery;

/**
 * There is something to do for a destination.
 *
 * @param destination name, which is also the end of its queue's name
 * @param text of the message
 */
public record Signal(String destination, String text) {}
