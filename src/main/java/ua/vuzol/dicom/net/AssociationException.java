package ua.vuzol.dicom.net;

import java.io.IOException;

/** An association could not be established, or ended before what was asked of it was answered. */
public abstract sealed class AssociationException extends IOException
        permits AssociationAbortedException,
                AssociationClosedException,
                AssociationRejectedException,
                AssociationTimeoutException,
                NoPresentationContextException {

    protected AssociationException(String message) {
        super(message);
    }

    protected AssociationException(String message, Throwable cause) {
        super(message, cause);
    }
}
