package ua.vuzol.delivery;

import java.util.Optional;

/** Conditions on deliveries; an absent one is not asked. */
public record DeliveryQuery(
        Optional<String> destination,
        Optional<String> studyUid,
        Optional<String> sopInstanceUid,
        Optional<DeliveryState> state) {

    public static final DeliveryQuery ANY =
            new DeliveryQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public DeliveryQuery in(DeliveryState other) {
        return new DeliveryQuery(destination, studyUid, sopInstanceUid, Optional.of(other));
    }
}
