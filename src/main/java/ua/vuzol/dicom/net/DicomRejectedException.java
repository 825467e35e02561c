package ua.vuzol.dicom.net;

import java.util.Optional;

/** The peer's final no: a failure status, a rejected association, a SOP class or transfer syntax that it does not take. */
public final class DicomRejectedException extends DicomOperationException {

    private final transient Optional<Rejection> rejection;

    public DicomRejectedException(String message, Status status) {
        super(message, Optional.of(status), null);
        this.rejection = Optional.empty();
    }

    /** It cannot be asked of this peer. */
    public DicomRejectedException(String message) {
        super(message, Optional.empty(), null);
        this.rejection = Optional.empty();
    }

    /** No presentation context fits: nothing was asked. */
    public DicomRejectedException(String message, NoPresentationContextException cause) {
        super(message, Optional.empty(), cause);
        this.rejection = Optional.empty();
    }

    /** No association: nothing was asked. */
    public DicomRejectedException(String message, AssociationRejectedException cause) {
        super(message, Optional.empty(), cause);
        this.rejection = Optional.of(cause.rejection());
    }

    /** Why there is no association, where that is the reason. */
    public Optional<Rejection> rejection() {
        return rejection;
    }
}
