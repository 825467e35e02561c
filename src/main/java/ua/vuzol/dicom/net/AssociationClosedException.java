package ua.vuzol.dicom.net;

/** The association is over or its connection broke, without release and without abort. */
public final class AssociationClosedException extends AssociationException {

    AssociationClosedException(String message) {
        super(message);
    }

    AssociationClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
