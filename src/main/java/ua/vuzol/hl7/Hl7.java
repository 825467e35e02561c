package ua.vuzol.hl7;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes HL7 messages for {@code routes/hl7/receive.camel.yaml}. */
@Service
public class Hl7 {
    private static final Logger log = LoggerFactory.getLogger(Hl7.class);
    private static final Answer NO_HL7 = new Answer(
            Acceptance.AR,
            Hl7Error.SEGMENT_SEQUENCE,
            "MSH^1",
            "This is no HL7 v2 message: it does not begin with MSH.");
    private static final Answer NOT_ADMITTED = new Answer(
            Acceptance.AR,
            Hl7Error.TABLE_VALUE,
            "MSH^1^3",
            "This sender may not send to the hub; enter it in mappings/hl7/partners.yaml.");

    private final Partners partners;
    private final MessageParser parser;
    private final MessagePreparation preparation;
    private final GroupWriter writer;
    private final MessageLedger ledger;
    private final Hl7Properties settings;
    private final Decoding decoding = new Decoding();

    Hl7(
            Partners partners,
            MessageParser parser,
            MessagePreparation preparation,
            GroupWriter writer,
            MessageLedger ledger,
            Hl7Properties settings) {
        this.partners = partners;
        this.parser = parser;
        this.preparation = preparation;
        this.writer = writer;
        this.ledger = ledger;
        this.settings = settings;
    }

    /**
     * Takes what came between the start and the end block of MLLP.
     *
     * @param remote where it came from; messages of one remote address and port are done in their order
     * @return completed with the acknowledgment, never exceptionally: AA when the message is committed with all its effects
     */
    public CompletableFuture<byte[]> receive(byte[] content, InetSocketAddress remote) {
        Frame frame = Frame.read(content);
        if (frame.messages().isEmpty()) {
            log.warn("What is no HL7 came from {}", remote.getAddress());
            return CompletableFuture.completedFuture(
                    Acknowledgement.ofNothing(NO_HL7, id(), Instant.now(), settings.zone()));
        }
        List<CompletableFuture<byte[]>> answers = new ArrayList<>();
        frame.messages().forEach(message -> answers.add(take(message, remote)));
        if (answers.size() == 1 && frame.batch().isEmpty()) {
            return answers.get(0);
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> together(
                        frame, answers.stream().map(CompletableFuture::join).toList()));
    }

    /** Takes a message again that the ledger has, with the effects that it has now. */
    CompletableFuture<byte[]> replay(byte[] content, String partner, Incoming.Replay replay) {
        Incoming message = read(content, "replay", partners.partner(partner), Optional.of(replay));
        writer.submit(message);
        return message.answer();
    }

    /** Forgets messages that are older than the hub keeps them, for {@code routes/hl7/retention.camel.yaml}. */
    public void forget() {
        ledger.forget(settings.keep());
    }

    private CompletableFuture<byte[]> take(byte[] content, InetSocketAddress remote) {
        Header raw = Header.of(new String(content, StandardCharsets.ISO_8859_1));
        Optional<Partner> partner = sender(content, remote.getAddress());
        if (partner.isEmpty()) {
            log.warn("A sender that is not in mappings/hl7/partners.yaml was refused at {}", remote.getAddress());
            return CompletableFuture.completedFuture(Acknowledgement.of(
                    raw, StandardCharsets.ISO_8859_1, NOT_ADMITTED, id(), Instant.now(), settings.zone()));
        }
        Incoming message = read(content, text(remote), partner.get(), Optional.empty());
        writer.submit(message);
        return message.answer();
    }

    /** By names as they are in the encoding of each partner: most are ASCII. */
    private Optional<Partner> sender(byte[] content, InetAddress host) {
        Header header = Header.of(new String(content, StandardCharsets.UTF_8));
        return partners.sender(header.sendingApplication(), header.sendingFacility(), host);
    }

    private Incoming read(byte[] content, String remote, Partner partner, Optional<Incoming.Replay> replay) {
        Decoding.Decoded decoded = decoding.decode(content, partner);
        Header header = Header.of(decoded.text());
        Optional<Hl7Message> message = Optional.empty();
        Optional<Answer> refusal;
        try {
            message = Optional.of(parser.parse(decoded.text(), header, partner.name()));
            refusal = preparation.prepare(message.get());
        } catch (Hl7RejectedException e) {
            refusal = Optional.of(Answer.of(e));
        }
        List<Hl7Segment> segments = message.map(Hl7Message::segments).orElse(List.of());
        return new Incoming(
                content,
                Incoming.digest(content),
                remote,
                partner,
                header,
                decoded.charset(),
                decoded.note(),
                message,
                refusal,
                MessageKeys.of(segments),
                message.isPresent() && MessageKeys.standAlone(segments),
                replay,
                new CompletableFuture<>());
    }

    private static String text(InetSocketAddress remote) {
        return remote.getAddress().getHostAddress() + ":" + remote.getPort();
    }

    /** A batch is answered by a batch (HL7 2.10.3.3), messages without one by their acknowledgments in a row. */
    private static byte[] together(Frame frame, List<byte[]> answers) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frame.batch().ifPresent(batch -> {
            Header header = Header.of(batch);
            String separator = String.valueOf(header.separator());
            all.writeBytes(String.join(
                            separator,
                            "BHS",
                            header.delimiters(),
                            header.field(5),
                            header.field(6),
                            header.field(3),
                            header.field(4))
                    .concat("\r")
                    .getBytes(StandardCharsets.ISO_8859_1));
        });
        answers.forEach(all::writeBytes);
        frame.batch()
                .ifPresent(batch -> all.writeBytes(("BTS" + Header.of(batch).separator() + answers.size() + "\r")
                        .getBytes(StandardCharsets.US_ASCII)));
        return all.toByteArray();
    }

    private static String id() {
        return "X" + System.nanoTime();
    }
}
