package ua.vuzol.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * One object on its way to one destination.
 *
 * @param attempts how often it was sent
 * @param status the peer's last DIMSE status as the standard writes it, such as A900H
 * @param comment the peer's last Error Comment, or what else went wrong; empty for nothing. It may hold patient data
 * @param changedAt when the last attempt ended, or the state changed otherwise
 * @param sentAt when the peer took it
 * @param nextAttempt when it is tried again, where it waits for that
 */
public record DeliveryEntry(
        long id,
        String destination,
        String studyUid,
        String sopInstanceUid,
        DeliveryState state,
        int attempts,
        Optional<String> status,
        String comment,
        Instant changedAt,
        Optional<Instant> sentAt,
        Optional<Instant> nextAttempt) {}
