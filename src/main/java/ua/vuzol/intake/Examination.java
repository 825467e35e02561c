package ua.vuzol.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * What belongs together: the pictures of one examination by the key that the source's profile finds in their names.
 *
 * @param folder of its files below the watched folder
 * @param receivedAt when the first part came; never changes
 * @param openedAt since when missing parts are waited for
 * @param lastArrival when the last part came
 */
record Examination(
        long id,
        String source,
        String folder,
        String key,
        State state,
        Instant receivedAt,
        Instant openedAt,
        Instant lastArrival,
        Optional<String> studyUid) {

    enum State {
        OPEN,
        CONVERTED,
        QUARANTINED
    }
}
