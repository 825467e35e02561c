package ua.vuzol.dicom.net;

/** The association was aborted, by the peer or here. */
public final class AssociationAbortedException extends AssociationException {

    private final boolean byPeer;
    private final int source;
    private final int reason;

    AssociationAbortedException(boolean byPeer, int source, int reason, String cause) {
        super((byPeer ? "The peer aborted the association (" : "The association was aborted (") + cause + ")");
        this.byPeer = byPeer;
        this.source = source;
        this.reason = reason;
    }

    /** Whether the peer sent the A-ABORT. */
    public boolean byPeer() {
        return byPeer;
    }

    /** Source of the A-ABORT (PS3.8 9.3.8): 0 the service user, 2 the service provider. */
    public int source() {
        return source;
    }

    /** Reason/Diag of the A-ABORT (PS3.8 9.3.8), which counts only where the source is 2. */
    public int reason() {
        return reason;
    }
}
