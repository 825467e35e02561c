package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.DicomException;

/**
 * An operation that ends with a failure status. A service throws it to answer with that status; an operation on a peer throws
 * it where the peer answered so and the caller has no other use for the answer.
 */
public final class DimseException extends DicomException {

    private final transient Status status;

    public DimseException(Status status) {
        super("DIMSE status " + status);
        this.status = status;
    }

    public DimseException(Status status, Throwable cause) {
        super("DIMSE status " + status, cause);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}
