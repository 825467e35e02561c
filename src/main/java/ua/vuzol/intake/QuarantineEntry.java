package ua.vuzol.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that could not be understood, whole.
 *
 * @param reason one sentence for a person
 * @param examination its key by the source's profile, where that is known
 * @param files names of its files, relative to the watched folder; of an object that came by C-STORE in the landing store
 * @param acceptable whether it is an object that contradicts one in the archive, which a person may accept as a correction
 * @param releasedAt when it was taken out of quarantine
 */
public record QuarantineEntry(
        long id,
        Instant at,
        String source,
        String reason,
        Optional<String> examination,
        List<String> files,
        boolean acceptable,
        Optional<Instant> releasedAt) {}
