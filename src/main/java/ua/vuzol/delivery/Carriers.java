package ua.vuzol.delivery;

import java.util.Optional;

/** Those who send what waits for a destination. */
@FunctionalInterface
public interface Carriers {

    /** Why nobody serves a destination; empty if somebody does. */
    Optional<String> problem(String destination);
}
