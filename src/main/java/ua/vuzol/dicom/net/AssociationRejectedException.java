package ua.vuzol.dicom.net;

/** The peer answered with A-ASSOCIATE-RJ. */
public final class AssociationRejectedException extends AssociationException {

    private final transient Rejection rejection;

    AssociationRejectedException(Rejection rejection) {
        super("The peer rejected the association: " + rejection);
        this.rejection = rejection;
    }

    public Rejection rejection() {
        return rejection;
    }
}
