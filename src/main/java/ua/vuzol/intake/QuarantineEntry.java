package ua.vuzol.intake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that could not be understood, whole.
 *
 * @param reason one sentence for a person
 * @param examination its key by the source's profile, where that is known
 * @param files names of its files, relative to the watched folder
 * @param releasedAt when it was taken out of quarantine
 */
public record QuarantineEntry(
        long id,
        Instant at,
        String source,
        String reason,
        Optional<String> examination,
        List<String> files,
        Optional<Instant> releasedAt) {}
