package ua.vuzol.dicom.net;

import java.util.Optional;

/**
 * An operation that was asked of a peer did not succeed. What to do next is in the type: {@link DicomTransientException} try
 * again, {@link DicomRejectedException} do not, {@link DicomAmbiguousException} find out before trying again. Messages name the
 * peer and what was asked and hold nothing of what the peer wrote, which may be about a patient; that is in {@link #status}.
 */
public abstract sealed class DicomOperationException extends RuntimeException
        permits DicomTransientException, DicomRejectedException, DicomAmbiguousException {

    private final transient Optional<Status> status;

    protected DicomOperationException(String message, Optional<Status> status, Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** What the peer answered, with its comment; empty where it did not answer the operation. */
    public Optional<Status> status() {
        return status;
    }
}
