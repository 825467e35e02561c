package ua.vuzol.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the ledger of received objects.
 *
 * @param contentSha256 of the data set as it came, where that was worked out
 */
record ReceivedObject(
        long id,
        Arrival arrival,
        ReceivedState state,
        Instant landedAt,
        Optional<String> studyUid,
        Optional<String> objectUid,
        Optional<String> contentSha256) {

    String sha256() {
        return arrival.sha256();
    }

    String source() {
        return arrival.source();
    }

    /** Who sent it, for people. */
    String sender() {
        return arrival.callingAe().isEmpty() ? arrival.source() : arrival.callingAe();
    }
}
