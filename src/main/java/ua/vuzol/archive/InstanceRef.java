package ua.vuzol.archive;

import java.nio.file.Path;

/**
 * An object and where it lies.
 *
 * @param file its Part 10 file, which never changes
 * @param size of the file in bytes
 * @param sha256 of the whole file, lower-case hexadecimal
 */
public record InstanceRef(
        String sopInstanceUid, String sopClassUid, String transferSyntaxUid, Path file, long size, String sha256) {}
