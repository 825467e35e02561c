package ua.vuzol.dicom.net;

/** One of the {@link Timeouts} passed; the association is over. Whether the peer did what it was asked is not known. */
public final class AssociationTimeoutException extends AssociationException {

    private final Timeouts.Kind kind;

    AssociationTimeoutException(Timeouts.Kind kind) {
        super("Timeout: " + kind.description());
        this.kind = kind;
    }

    AssociationTimeoutException(Timeouts.Kind kind, Throwable cause) {
        super("Timeout: " + kind.description(), cause);
        this.kind = kind;
    }

    public Timeouts.Kind kind() {
        return kind;
    }
}
