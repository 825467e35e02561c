package ua.vuzol.dicom.net;

import java.util.Optional;

/** The peer got the whole request and did not answer: whether it did what it was asked is not known. */
public final class DicomAmbiguousException extends DicomOperationException {

    public DicomAmbiguousException(String message, Throwable cause) {
        super(message, Optional.empty(), cause);
    }
}
