package ua.vuzol.intake;

import java.time.Instant;
import java.util.Optional;
import ua.vuzol.intake.record.DeviceRecord;

/**
 * What belongs together: the pictures of one examination by the key that the source's profile finds in their names.
 *
 * @param folder of its files below the watched folder
 * @param turn counts the examinations with this key: devices begin their numbers anew
 * @param receivedAt when the first part came; never changes
 * @param openedAt since when missing parts are waited for
 * @param lastArrival when the last part came
 * @param touches how often something came for it
 * @param conversion when it was first converted, and with which metadata
 */
record Examination(
        long id,
        String source,
        String folder,
        String key,
        int turn,
        State state,
        Instant receivedAt,
        Instant openedAt,
        Instant lastArrival,
        int touches,
        Optional<Conversion> conversion,
        Optional<String> studyUid) {

    /** A conversion that took place. */
    record Conversion(Instant at, DeviceRecord record) {}

    enum State {
        OPEN,
        CONVERTED,
        QUARANTINED
    }
}
