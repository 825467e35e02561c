package ua.vuzol.archive;

/** An object contradicts what the archive has: other bytes or another parent under a known UID. What is stored stays. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ConflictException(String message) {
        super(message);
    }

    static ConflictException otherContent(String sopInstanceUid) {
        return new ConflictException("The archive already holds SOP Instance UID " + sopInstanceUid
                + " with other content; compare both objects and replay or discard this one.");
    }

    static ConflictException otherParent(String what, String uid, String parent) {
        return new ConflictException("The archive already holds the " + what + " " + uid + " in another " + parent
                + "; its UID must be one of its own.");
    }
}
