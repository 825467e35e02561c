package ua.vuzol.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How it stands with a destination.
 *
 * @param node AE title, host and port; empty where {@code mappings/destinations.yaml} has no such destination
 * @param obstacle why nothing is sent at present; empty if it is
 * @param unreachableSince since when it cannot be reached
 * @param nextTry when that is tried again
 * @param objects how many are in each state in which something is still to happen
 */
public record DestinationStatus(
        String name,
        String title,
        Optional<String> node,
        Optional<String> obstacle,
        Optional<Instant> unreachableSince,
        Optional<Instant> nextTry,
        Map<DeliveryState, Long> objects) {}
