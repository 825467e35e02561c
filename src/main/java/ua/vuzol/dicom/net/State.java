package ua.vuzol.dicom.net;

import java.util.EnumMap;
import java.util.Map;

/**
 * The upper layer's state machine for one association (PS3.8 9.2, Table 9-10), as a table without side effects: what happens
 * in a state leads to an {@link Action} and the next state. An event that the standard leaves blank, since the local user
 * cannot cause it there, has no entry.
 */
enum State {
    IDLE(1),
    AWAITING_ASSOCIATE_RQ(2),
    AWAITING_LOCAL_ASSOCIATE_RESPONSE(3),
    AWAITING_TRANSPORT(4),
    AWAITING_ASSOCIATE_ANSWER(5),
    ESTABLISHED(6),
    AWAITING_RELEASE_RP(7),
    AWAITING_LOCAL_RELEASE_RESPONSE(8),
    COLLISION_REQUESTOR_AWAITING_LOCAL_RESPONSE(9),
    COLLISION_ACCEPTOR_AWAITING_RELEASE_RP(10),
    COLLISION_REQUESTOR_AWAITING_RELEASE_RP(11),
    COLLISION_ACCEPTOR_AWAITING_LOCAL_RESPONSE(12),
    AWAITING_TRANSPORT_CLOSE(13);

    /** What can happen, in the order of Table 9-10's rows. */
    enum Event {
        LOCAL_ASSOCIATE_REQUEST,
        TRANSPORT_CONFIRMED,
        ASSOCIATE_AC,
        ASSOCIATE_RJ,
        TRANSPORT_INDICATION,
        ASSOCIATE_RQ,
        LOCAL_ACCEPT,
        LOCAL_REJECT,
        LOCAL_DATA,
        DATA,
        LOCAL_RELEASE_REQUEST,
        RELEASE_RQ,
        RELEASE_RP,
        LOCAL_RELEASE_RESPONSE,
        LOCAL_ABORT,
        ABORT,
        TRANSPORT_CLOSED,
        ARTIM_EXPIRED,
        INVALID_PDU
    }

    /** What to do, under the names of Tables 9-6 to 9-9. */
    enum Action {
        /** Open the transport connection. */
        AE_1,
        /** Send A-ASSOCIATE-RQ. */
        AE_2,
        /** Tell the user of the acceptance. */
        AE_3,
        /** Tell the user of the rejection, close. */
        AE_4,
        /** Start ARTIM. */
        AE_5,
        /** Stop ARTIM, look at A-ASSOCIATE-RQ and ask the user, or send A-ASSOCIATE-RJ. */
        AE_6,
        /** Send A-ASSOCIATE-AC. */
        AE_7,
        /** Send A-ASSOCIATE-RJ, start ARTIM. */
        AE_8,
        /** Send P-DATA-TF. */
        DT_1,
        /** Give P-DATA to the user. */
        DT_2,
        /** Send A-RELEASE-RQ. */
        AR_1,
        /** Tell the user of the release. */
        AR_2,
        /** Tell the user that the release is confirmed, close. */
        AR_3,
        /** Send A-RELEASE-RP, start ARTIM. */
        AR_4,
        /** Stop ARTIM. */
        AR_5,
        /** Give P-DATA to the user. */
        AR_6,
        /** Send P-DATA-TF. */
        AR_7,
        /** Tell the user of the release collision. */
        AR_8,
        /** Send A-RELEASE-RP. */
        AR_9,
        /** Tell the user that the release is confirmed. */
        AR_10,
        /** Send A-ABORT as service user (provider after an unexpected PDU in Sta2), start ARTIM. */
        AA_1,
        /** Stop ARTIM, close. */
        AA_2,
        /** Tell the user of the abort, close. */
        AA_3,
        /** Tell the user that the connection broke. */
        AA_4,
        /** Stop ARTIM. */
        AA_5,
        /** Ignore. */
        AA_6,
        /** Send A-ABORT. */
        AA_7,
        /** Send A-ABORT as service provider, tell the user, start ARTIM. */
        AA_8
    }

    record Transition(Action action, State next) {}

    private static final Map<State, Map<Event, Transition>> TABLE = new EnumMap<>(State.class);

    static {
        // Cells as in Table 9-10, columns Sta1 to Sta13. AE-6 goes on to Sta3; the user's refusal leads to Sta13. AR-8
        // goes to
        // Sta9 for the requestor; the acceptor's Sta10 is chosen by next().
        row(Event.LOCAL_ASSOCIATE_REQUEST, "AE_1:4 - - - - - - - - - - - -");
        row(Event.TRANSPORT_CONFIRMED, "- - - AE_2:5 - - - - - - - - -");
        row(
                Event.ASSOCIATE_AC,
                "- AA_1:13 AA_8:13 - AE_3:6 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_6:13");
        row(
                Event.ASSOCIATE_RJ,
                "- AA_1:13 AA_8:13 - AE_4:1 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_6:13");
        row(Event.TRANSPORT_INDICATION, "AE_5:2 - - - - - - - - - - - -");
        row(
                Event.ASSOCIATE_RQ,
                "- AE_6:3 AA_8:13 - AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_7:13");
        row(Event.LOCAL_ACCEPT, "- - AE_7:6 - - - - - - - - - -");
        row(Event.LOCAL_REJECT, "- - AE_8:13 - - - - - - - - - -");
        row(Event.LOCAL_DATA, "- - - - - DT_1:6 - AR_7:8 - - - - -");
        row(Event.DATA, "- AA_1:13 AA_8:13 - AA_8:13 DT_2:6 AR_6:7 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_6:13");
        row(Event.LOCAL_RELEASE_REQUEST, "- - - - - AR_1:7 - - - - - - -");
        row(
                Event.RELEASE_RQ,
                "- AA_1:13 AA_8:13 - AA_8:13 AR_2:8 AR_8:9 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_6:13");
        row(
                Event.RELEASE_RP,
                "- AA_1:13 AA_8:13 - AA_8:13 AA_8:13 AR_3:1 AA_8:13 AA_8:13 AR_10:12 AR_3:1 AA_8:13 AA_6:13");
        row(Event.LOCAL_RELEASE_RESPONSE, "- - - - - - - AR_4:13 AR_9:11 - - AR_4:13 -");
        row(Event.LOCAL_ABORT, "- - AA_1:13 AA_2:1 AA_1:13 AA_1:13 AA_1:13 AA_1:13 AA_1:13 AA_1:13 AA_1:13 AA_1:13 -");
        row(Event.ABORT, "- AA_2:1 AA_3:1 - AA_3:1 AA_3:1 AA_3:1 AA_3:1 AA_3:1 AA_3:1 AA_3:1 AA_3:1 AA_2:1");
        row(
                Event.TRANSPORT_CLOSED,
                "- AA_5:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AA_4:1 AR_5:1");
        row(Event.ARTIM_EXPIRED, "- AA_2:1 - - - - - - - - - - AA_2:1");
        row(
                Event.INVALID_PDU,
                "- AA_1:13 AA_8:13 - AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_8:13 AA_7:13");
    }

    private final int number;

    State(int number) {
        this.number = number;
    }

    private static void row(Event event, String cells) {
        String[] columns = cells.split(" ");
        for (State state : values()) {
            String cell = columns[state.ordinal()];
            if (!cell.equals("-")) {
                String[] parts = cell.split(":");
                State next = values()[Integer.parseInt(parts[1]) - 1];
                TABLE.computeIfAbsent(state, key -> new EnumMap<>(Event.class))
                        .put(event, new Transition(Action.valueOf(parts[0]), next));
            }
        }
    }

    /**
     * The transition for an event.
     *
     * @throws IllegalStateException if the local user may not cause it in this state
     */
    Transition on(Event event, boolean acceptor) {
        Transition transition = TABLE.getOrDefault(this, Map.of()).get(event);
        if (transition == null) {
            throw new IllegalStateException(event + " cannot happen in " + this);
        }
        boolean acceptorsCollision = transition.action == Action.AR_8 && acceptor;
        return acceptorsCollision ? new Transition(Action.AR_8, COLLISION_ACCEPTOR_AWAITING_RELEASE_RP) : transition;
    }

    boolean allows(Event event) {
        return TABLE.getOrDefault(this, Map.of()).containsKey(event);
    }

    /** As the standard writes it. */
    @Override
    public String toString() {
        return "Sta" + number;
    }
}
