package ua.vuzol.dicom.net;

import java.util.Optional;

/** The types of PDU (PS3.8 9.3.1), with the event that receiving one is. */
enum PduType {
    ASSOCIATE_RQ(State.Event.ASSOCIATE_RQ),
    ASSOCIATE_AC(State.Event.ASSOCIATE_AC),
    ASSOCIATE_RJ(State.Event.ASSOCIATE_RJ),
    P_DATA_TF(State.Event.DATA),
    RELEASE_RQ(State.Event.RELEASE_RQ),
    RELEASE_RP(State.Event.RELEASE_RP),
    ABORT(State.Event.ABORT);

    private final State.Event event;

    PduType(State.Event event) {
        this.event = event;
    }

    int code() {
        return ordinal() + 1;
    }

    State.Event event() {
        return event;
    }

    static Optional<PduType> of(int code) {
        return code >= 1 && code <= values().length ? Optional.of(values()[code - 1]) : Optional.empty();
    }
}
