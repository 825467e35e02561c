package ua.vuzol.archive;

/** The archive has the SOP Instance UID already, with other bytes. The object that is stored stays as it is. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConflictException(String sopInstanceUid) {
        super("The archive already holds SOP Instance UID " + sopInstanceUid
                + " with other content; compare both objects and replay or discard this one.");
    }
}
