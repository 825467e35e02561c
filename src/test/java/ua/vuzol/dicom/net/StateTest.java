package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static ua.vuzol.dicom.net.State.Event.ABORT;
import static ua.vuzol.dicom.net.State.Event.ARTIM_EXPIRED;
import static ua.vuzol.dicom.net.State.Event.ASSOCIATE_AC;
import static ua.vuzol.dicom.net.State.Event.ASSOCIATE_RQ;
import static ua.vuzol.dicom.net.State.Event.DATA;
import static ua.vuzol.dicom.net.State.Event.INVALID_PDU;
import static ua.vuzol.dicom.net.State.Event.LOCAL_ABORT;
import static ua.vuzol.dicom.net.State.Event.LOCAL_ACCEPT;
import static ua.vuzol.dicom.net.State.Event.LOCAL_ASSOCIATE_REQUEST;
import static ua.vuzol.dicom.net.State.Event.LOCAL_DATA;
import static ua.vuzol.dicom.net.State.Event.LOCAL_REJECT;
import static ua.vuzol.dicom.net.State.Event.LOCAL_RELEASE_REQUEST;
import static ua.vuzol.dicom.net.State.Event.LOCAL_RELEASE_RESPONSE;
import static ua.vuzol.dicom.net.State.Event.RELEASE_RP;
import static ua.vuzol.dicom.net.State.Event.RELEASE_RQ;
import static ua.vuzol.dicom.net.State.Event.TRANSPORT_CLOSED;
import static ua.vuzol.dicom.net.State.Event.TRANSPORT_CONFIRMED;
import static ua.vuzol.dicom.net.State.Event.TRANSPORT_INDICATION;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of PS3.8 9.2 that Table 9-10 is made of, rather than the table once more. */
class StateTest {

    private static final Set<State.Event> FROM_PEER = EnumSet.of(
            ASSOCIATE_AC,
            State.Event.ASSOCIATE_RJ,
            ASSOCIATE_RQ,
            DATA,
            RELEASE_RQ,
            RELEASE_RP,
            ABORT,
            INVALID_PDU,
            TRANSPORT_CLOSED);

    /** Those with a connection on which the peer can do anything. */
    private static final Set<State> CONNECTED = EnumSet.complementOf(EnumSet.of(State.IDLE, State.AWAITING_TRANSPORT));

    @Test
    void theRequestorsWayToARelease() {
        assertThat(walk(
                        false,
                        LOCAL_ASSOCIATE_REQUEST,
                        TRANSPORT_CONFIRMED,
                        ASSOCIATE_AC,
                        LOCAL_DATA,
                        DATA,
                        LOCAL_RELEASE_REQUEST,
                        DATA,
                        RELEASE_RP))
                .isEqualTo("AE_1 AE_2 AE_3 DT_1 DT_2 AR_1 AR_6 AR_3 -> Sta1");
    }

    @Test
    void theAcceptorsWayToARelease() {
        assertThat(walk(
                        true,
                        TRANSPORT_INDICATION,
                        ASSOCIATE_RQ,
                        LOCAL_ACCEPT,
                        DATA,
                        RELEASE_RQ,
                        LOCAL_DATA,
                        LOCAL_RELEASE_RESPONSE,
                        TRANSPORT_CLOSED))
                .isEqualTo("AE_5 AE_6 AE_7 DT_2 AR_2 AR_7 AR_4 AR_5 -> Sta1");
    }

    @Test
    void aRejectionWaitsForThePeerToClose() {
        assertThat(walk(true, TRANSPORT_INDICATION, ASSOCIATE_RQ, LOCAL_REJECT, ARTIM_EXPIRED))
                .isEqualTo("AE_5 AE_6 AE_8 AA_2 -> Sta1");
    }

    @Test
    void inAReleaseCollisionTheRequestorAnswersFirst() {
        State.Event[] requestor = {LOCAL_RELEASE_REQUEST, RELEASE_RQ, LOCAL_RELEASE_RESPONSE, RELEASE_RP};
        assertThat(walkFrom(State.ESTABLISHED, false, requestor)).isEqualTo("AR_1 AR_8 AR_9 AR_3 -> Sta1");
        State.Event[] acceptor = {LOCAL_RELEASE_REQUEST, RELEASE_RQ, RELEASE_RP, LOCAL_RELEASE_RESPONSE};
        assertThat(walkFrom(State.ESTABLISHED, true, acceptor)).isEqualTo("AR_1 AR_8 AR_10 AR_4 -> Sta13");
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void whateverThePeerDoesIsForeseen(State state) {
        for (State.Event event : FROM_PEER) {
            assertThat(state.allows(event))
                    .as(state + " " + event)
                    .isEqualTo(CONNECTED.contains(state)
                            || state == State.AWAITING_TRANSPORT && event == TRANSPORT_CLOSED);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void anInvalidPduIsAnsweredWithAnAbort(State state) {
        if (CONNECTED.contains(state)) {
            assertThat(state.on(INVALID_PDU, true).next()).isEqualTo(State.AWAITING_TRANSPORT_CLOSE);
            assertThat(state.on(INVALID_PDU, true).action())
                    .isIn(State.Action.AA_1, State.Action.AA_7, State.Action.AA_8);
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void anAbortAndABrokenConnectionEndEverything(State state) {
        if (CONNECTED.contains(state)) {
            assertThat(state.on(ABORT, false).next()).isEqualTo(State.IDLE);
            assertThat(state.on(TRANSPORT_CLOSED, false).next()).isEqualTo(State.IDLE);
        }
    }

    @Test
    void theUserCanSendOnlyWhileEstablishedOrBeforeAnsweringARelease() {
        for (State state : State.values()) {
            assertThat(state.allows(LOCAL_DATA))
                    .isEqualTo(state == State.ESTABLISHED || state == State.AWAITING_LOCAL_RELEASE_RESPONSE);
            assertThat(state.allows(LOCAL_ABORT))
                    .isEqualTo(!EnumSet.of(State.IDLE, State.AWAITING_ASSOCIATE_RQ, State.AWAITING_TRANSPORT_CLOSE)
                            .contains(state));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> State.AWAITING_TRANSPORT_CLOSE.on(LOCAL_DATA, true))
                .withMessageContaining("Sta13");
    }

    private static String walk(boolean acceptor, State.Event... events) {
        return walkFrom(State.IDLE, acceptor, events);
    }

    private static String walkFrom(State start, boolean acceptor, State.Event... events) {
        StringBuilder actions = new StringBuilder();
        State state = start;
        for (State.Event event : events) {
            State.Transition transition = state.on(event, acceptor);
            actions.append(transition.action()).append(' ');
            state = transition.next();
        }
        return actions + "-> " + state;
    }
}
