package ua.vuzol.hl7;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.MllpServer;
import ua.vuzol.dicom.net.PeerProcess;

/** What the hub sends to partners arrives, in its order, once. */
class OutboundIT extends MllpTestSupport {
    private static final AtomicInteger PARTNERS = new AtomicInteger();
    private static final String STATUS = "MSH|^~\\&|||||||ORM^O01||P|2.3.1\rORC|SC|%s\r";

    @Autowired
    private Outbound outbound;

    @Autowired
    private Sending sending;

    @Autowired
    private PlatformTransactionManager transactions;

    private String partner;

    @BeforeEach
    void aPartnerOfItsOwn() {
        partner = "mis" + PARTNERS.incrementAndGet();
    }

    @AfterEach
    void noPartners() throws IOException {
        Files.writeString(mapping("hl7/partners.yaml"), "partners: {}\n");
    }

    private void enter(int port) throws IOException {
        Files.writeString(
                mapping("hl7/partners.yaml"),
                """
                partners:
                  %s:
                    application: MIS
                    facility: CLINIC
                    address: 127.0.0.1:%d
                    sends: [status]
                """
                        .formatted(partner, port));
    }

    private List<String> states() {
        return sending.list(Optional.of(partner), Optional.empty(), 1000, 0).stream()
                .map(OutboundEntry::state)
                .toList();
    }

    private void awaitStates(String... states) {
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(states()).containsExactlyInAnyOrder(states));
    }

    private static List<String> orders(MllpServer server) {
        return server.received().stream().map(text -> segment(text, "ORC")[2]).toList();
    }

    @Test
    void messagesOfAKeyArriveInTheirOrderAndOnce() throws Exception {
        try (MllpServer server = MllpServer.start(0, message -> MllpServer.acknowledge(message, "AA"))) {
            enter(server.port());
            assertThat(outbound.partners(Interest.STATUS)).containsExactly(partner);
            assertThat(outbound.partners(Interest.RESULTS)).isEmpty();
            List<String> numbers =
                    IntStream.range(0, 50).mapToObj(Integer::toString).toList();
            numbers.forEach(number -> outbound.send(partner, "patient", STATUS.formatted(number)));
            awaitStates(numbers.stream().map(number -> "DONE").toArray(String[]::new));
            assertThat(orders(server)).isEqualTo(numbers);
            String[] header = segment(server.received().get(0), "MSH");
            assertThat(header[2]).isEqualTo("VUZOL");
            assertThat(header[4]).isEqualTo("MIS");
            assertThat(header[5]).isEqualTo("CLINIC");
            assertThat(header[6]).hasSizeGreaterThan(14);
            assertThat(header[9]).startsWith("V");
            assertThat(header[17]).isEqualTo("UNICODE UTF-8");
        }
    }

    @Test
    void aPartnerThatIsAwayGetsItsMessagesWhenItComes() throws Exception {
        int port = PeerProcess.freePort();
        enter(port);
        outbound.send(partner, "patient", STATUS.formatted("1"));
        await().atMost(30, SECONDS).until(() -> sending.list(Optional.of(partner), Optional.empty(), 1, 0)
                .get(0)
                .answer()
                .startsWith("No connection"));
        try (MllpServer server = MllpServer.start(port, message -> MllpServer.acknowledge(message, "CA"))) {
            awaitStates("DONE");
            assertThat(orders(server)).containsExactly("1");
        }
    }

    @Test
    void aRefusedMessageWaitsForAPersonAndTheNextGoesOn() throws Exception {
        AtomicInteger refusals = new AtomicInteger(1);
        try (MllpServer server = MllpServer.start(
                0,
                message -> MllpServer.acknowledge(
                        message, message.contains("|BAD") && refusals.getAndDecrement() > 0 ? "AE" : "AA"))) {
            enter(server.port());
            outbound.send(partner, "patient", STATUS.formatted("BAD"));
            outbound.send(partner, "patient", STATUS.formatted("GOOD"));
            awaitStates("DEAD", "DONE");
            OutboundEntry dead = sending.list(Optional.of(partner), Optional.of("DEAD"), 10, 0)
                    .get(0);
            assertThat(dead.answer()).isEqualTo("AE said so");
            assertThat(sending.retry(dead.id())).isTrue();
            awaitStates("DONE", "DONE");
            assertThat(orders(server)).containsExactly("BAD", "GOOD", "BAD");
            assertThat(sending.retry(dead.id()))
                    .as("what is done is not sent again")
                    .isFalse();
        }
    }

    @Test
    void aMessageWithoutAnswerIsSentAgainWithTheSameControlIdAndHoldsItsKeyOnly() throws Exception {
        AtomicInteger silences = new AtomicInteger(1);
        try (MllpServer server = MllpServer.start(
                0,
                message -> message.contains("|SLOW") && silences.getAndDecrement() > 0
                        ? Optional.empty()
                        : MllpServer.acknowledge(message, "AA"))) {
            enter(server.port());
            outbound.send(partner, "one", STATUS.formatted("SLOW"));
            outbound.send(partner, "one", STATUS.formatted("SECOND"));
            outbound.send(partner, "other", STATUS.formatted("OTHER"));
            awaitStates("DONE", "DONE", "DONE");
            assertThat(orders(server)).containsExactly("SLOW", "OTHER", "SLOW", "SECOND");
            List<String> ids = Stream.of(0, 2)
                    .map(index -> segment(server.received().get(index), "MSH")[9])
                    .toList();
            assertThat(ids.get(0)).isEqualTo(ids.get(1));
        }
    }

    @Test
    void anAnswerToAnotherMessageIsNoAnswer() throws Exception {
        AtomicInteger wrong = new AtomicInteger(1);
        try (MllpServer server = MllpServer.start(0, message -> MllpServer.acknowledge(message, "AA")
                .map(answer -> wrong.getAndDecrement() > 0 ? answer.replace("|AA|V", "|AA|X") : answer))) {
            enter(server.port());
            outbound.send(partner, "patient", STATUS.formatted("1"));
            awaitStates("DONE");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void whatIsRolledBackIsNotSent() throws Exception {
        try (MllpServer server = MllpServer.start(0, message -> MllpServer.acknowledge(message, "AA"))) {
            enter(server.port());
            new TransactionTemplate(transactions).executeWithoutResult(status -> {
                outbound.send(partner, "patient", STATUS.formatted("NEVER"));
                status.setRollbackOnly();
            });
            outbound.send(partner, "patient", STATUS.formatted("1"));
            awaitStates("DONE");
            assertThat(orders(server)).containsExactly("1");
        }
    }
}
