package ua.vuzol.archive;

/** An object contradicts what the archive has: other bytes or another parent under a known UID. What is stored stays. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConflictException(StoreOutcome.Conflict conflict) {
        super(conflict.reason());
    }
}
