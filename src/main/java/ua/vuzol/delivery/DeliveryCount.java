package ua.vuzol.delivery;

/** How many objects are in one state on their way to one destination. */
public record DeliveryCount(String destination, DeliveryState state, long objects) {}
