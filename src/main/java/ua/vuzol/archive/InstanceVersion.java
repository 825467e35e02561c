package ua.vuzol.archive;

import java.time.Instant;

/**
 * What an object was before a correction took its place.
 *
 * @param sha256 of the whole Part 10 file, lower-case hexadecimal: the name of the version
 * @param size of that file in bytes
 */
public record InstanceVersion(
        String sopInstanceUid,
        String sha256,
        String studyUid,
        String seriesUid,
        String sopClassUid,
        String transferSyntaxUid,
        long size,
        Instant storedAt,
        Instant replacedAt) {}
