package ua.vuzol.delivery;

import java.util.Optional;

/**
 * Conditions on deliveries; an absent one is not asked.
 *
 * @param id of one delivery
 */
public record DeliveryQuery(
        Optional<String> destination, Optional<String> studyUid, Optional<DeliveryState> state, Optional<Long> id) {

    public static final DeliveryQuery ANY =
            new DeliveryQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static DeliveryQuery byId(long id) {
        return new DeliveryQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id));
    }
}
