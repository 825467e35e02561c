package ua.vuzol.intake;

import java.util.Optional;

/**
 * A DICOM object whose bytes are in the landing store, under their SHA-256.
 *
 * @param source the profile in {@code mappings/sources}, or the AE title or folder that has none
 * @param callingAe empty for one out of a file, like {@code calledAe} and {@code peer}
 * @param peer the address it came from
 * @param sopClass UID, as the sender says it; empty where a file does not tell
 * @param sopInstance UID, as the sender says it; empty where a file does not tell
 * @param transferSyntax UID
 * @param size in bytes
 * @param landedFileId the dropped file that it came in
 */
record Arrival(
        String source,
        String callingAe,
        String calledAe,
        String peer,
        String sopClass,
        String sopInstance,
        String transferSyntax,
        String sha256,
        long size,
        Optional<Long> landedFileId) {

    /** PostgreSQL's text has no U+0000, which a hostile sender may have in a UID. */
    Arrival {
        source = storable(source);
        callingAe = storable(callingAe);
        calledAe = storable(calledAe);
        sopClass = storable(sopClass);
        sopInstance = storable(sopInstance);
        transferSyntax = storable(transferSyntax);
    }

    /** The same under a source. */
    Arrival of(String newSource) {
        return new Arrival(
                newSource,
                callingAe,
                calledAe,
                peer,
                sopClass,
                sopInstance,
                transferSyntax,
                sha256,
                size,
                landedFileId);
    }

    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
