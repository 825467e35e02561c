package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.DicomException;

/** A PDU, or a message in it, is not what PS3.8 or PS3.7 allow. The association is aborted with {@link #reason}. */
public final class PduException extends DicomException {

    /** Reason/Diag. of an A-ABORT by the service provider (PS3.8 9.3.8). */
    static final int NOT_SPECIFIED = 0;

    static final int UNRECOGNIZED_PDU = 1;
    static final int UNEXPECTED_PDU = 2;
    static final int UNRECOGNIZED_PARAMETER = 4;
    static final int UNEXPECTED_PARAMETER = 5;
    static final int INVALID_PARAMETER_VALUE = 6;

    private final int reason;

    PduException(int reason, String message) {
        super(message);
        this.reason = reason;
    }

    PduException(int reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** Reason/Diag. of the A-ABORT that answers it. */
    public int reason() {
        return reason;
    }
}
