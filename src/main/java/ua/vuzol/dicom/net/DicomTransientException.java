package ua.vuzol.dicom.net;

import java.util.Optional;

/** The peer could not do it now, and surely did not: it was away or busy, or out of resources. The same may succeed later. */
public final class DicomTransientException extends DicomOperationException {

    public DicomTransientException(String message, Throwable cause) {
        super(message, Optional.empty(), cause);
    }

    public DicomTransientException(String message) {
        super(message, Optional.empty(), null);
    }

    public DicomTransientException(String message, Status status) {
        super(message, Optional.of(status), null);
    }
}
