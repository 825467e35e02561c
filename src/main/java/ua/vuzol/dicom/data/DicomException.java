package ua.vuzol.dicom.data;

/**
 * What is wrong with DICOM data, as opposed to {@link java.io.IOException}, which is what is wrong with the disk or the
 * network. Unchecked, because values are decoded on demand, far from where they were read. Messages name tags, offsets and
 * limits and never values, so they may be logged.
 */
public abstract class DicomException extends RuntimeException {

    protected DicomException(String message) {
        super(message);
    }

    protected DicomException(String message, Throwable cause) {
        super(message, cause);
    }
}
