package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever comes, it is answered: read, or refused by a sentence. */
class HostileMessageTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Kyiv");
    private static final Partner ANYBODY = new Partner(
            Partner.UNLISTED,
            "",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            StandardCharsets.UTF_8,
            true,
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            "",
            "");

    private final Decoding decoding = new Decoding();
    private final MessageParser parser = new MessageParser(ZONE);

    @Provide
    Arbitrary<String> messages() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "MSH|^~\\&|",
                                "PID|",
                                "\r",
                                "\rPID|1||",
                                "\rMRG|",
                                "\rOBR|",
                                "\rMSH|",
                                "\rBHS|",
                                "EVN")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "|", "^", "~", "\\", "&", "\\F\\", "\\X41", "\\XD0D1\\", "\"\"", "2.5.1", "ADT^A01")),
                Tuple.of(1, Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(5)));
        Arbitrary<String> header = Arbitraries.of(
                "MSH|^~\\&|A|B|C|D|20260301||ADT^A08|1|P|2.5.1\r",
                "MSH#*~`!#A#B###1##ADT*A01#1#P#2.3\r",
                "MSH|",
                "MSH|^~\\&",
                "MSH||||||||ADT|2|P|2.4",
                "");
        return Combinators.combine(header, piece.list().ofMaxSize(20))
                .as((start, rest) -> start + String.join("", rest));
    }

    @Property(tries = 3000)
    void everythingIsReadOrRefused(@ForAll("messages") String content) {
        for (byte[] message : Frame.read(content.getBytes(ISO_8859_1)).messages()) {
            Decoding.Decoded decoded = decoding.decode(message, ANYBODY);
            Header header = Header.of(decoded.text());
            try {
                List<Hl7Segment> segments =
                        parser.parse(decoded.text(), header, "mis").segments();
                segments.forEach(HostileMessageTest::readAll);
                MessageKeys.of(segments);
            } catch (Hl7RejectedException e) {
                byte[] answer = Acknowledgement.of(header, decoded.charset(), Answer.of(e), "1", Instant.EPOCH, ZONE);
                assertThat(answer).isNotEmpty();
            }
        }
    }

    private static void readAll(Hl7Segment segment) {
        for (int field = 1; field < 30; field++) {
            segment.isNull(field);
            for (int repetition = 0; repetition <= segment.repetitions(field); repetition++) {
                for (int component = 1; component < 6; component++) {
                    segment.text(field, repetition, component, 2);
                    segment.text(field, repetition, component);
                }
            }
        }
    }
}
