package ua.vuzol.dicom.net;

/** The PDUs of fixed length (PS3.8 9.3.4, 9.3.6 to 9.3.8). */
final class ControlPdus {

    /** Source of an A-ABORT. */
    static final int USER = 0;

    static final int PROVIDER = 2;

    private ControlPdus() {}

    static byte[] releaseRequest() {
        return new Items.Output().zeros(4).pdu(PduType.RELEASE_RQ);
    }

    static byte[] releaseResponse() {
        return new Items.Output().zeros(4).pdu(PduType.RELEASE_RP);
    }

    static byte[] abortByUser() {
        return abort(USER, PduException.NOT_SPECIFIED);
    }

    static byte[] abortByProvider(int reason) {
        return abort(PROVIDER, reason);
    }

    private static byte[] abort(int source, int reason) {
        return new Items.Output().zeros(2).u8(source).u8(reason).pdu(PduType.ABORT);
    }

    static byte[] reject(Rejection rejection) {
        return new Items.Output()
                .u8(0)
                .u8(rejection.result())
                .u8(rejection.source())
                .u8(rejection.reason())
                .pdu(PduType.ASSOCIATE_RJ);
    }

    static AssociationRejectedException rejected(byte[] body) {
        Items.Input in = new Items.Input(body);
        in.skip(1);
        return new AssociationRejectedException(new Rejection(in.u8(), in.u8(), in.u8()));
    }

    static AssociationAbortedException abortedByPeer(byte[] body) {
        Items.Input in = new Items.Input(body);
        in.skip(2);
        int source = in.u8();
        int reason = in.u8();
        String cause = source == PROVIDER ? "its provider, reason " + reason : "its user";
        return new AssociationAbortedException(true, source, reason, cause);
    }
}
