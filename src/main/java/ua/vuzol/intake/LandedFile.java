package ua.vuzol.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A row of the ledger.
 *
 * @param arrivedAt when its content was last dropped
 * @param names every name under which the content came, relative to the watched folder; the last one seen comes first
 */
record LandedFile(
        long id,
        String source,
        String sha256,
        FileState state,
        Optional<Long> examinationId,
        Instant arrivedAt,
        List<String> names) {

    String name() {
        return names.get(0);
    }
}
