package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import ua.vuzol.MllpClient;
import ua.vuzol.text.Encodings;

/** What a sender sees of the hub, over a socket. */
@Import(RecordingHandler.Configuration.class)
@ExtendWith(OutputCaptureExtension.class)
class MllpIT extends MllpTestSupport {
    private String id;

    @BeforeEach
    void aControlIdOfItsOwn() {
        id = controlId();
        jdbc.sql("create table if not exists done (message bigint, control_id text, name text, partner text)")
                .update();
    }

    private static String message(String controlId, String name) {
        return message(controlId, name, "2.3.1", "");
    }

    private static String message(String controlId, String name, String version, String charset) {
        return """
                MSH|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY|20260301101500||TST^T01|%s|P|%s||||||%s
                PID|1||%s^^^MIS||%s||19610214|M
                """
                .formatted(controlId, version, charset, UUID.randomUUID(), name);
    }

    private List<String> done(String controlId) {
        return jdbc.sql("select name from done where control_id = :id")
                .param("id", controlId)
                .query(String.class)
                .list();
    }

    private <T> T kept(String controlId, String column, Class<T> type) {
        return jdbc.sql("select " + column + " from hl7_message where control_id = :id order by id desc limit 1")
                .param("id", controlId)
                .query(type)
                .single();
    }

    private int rows(String controlId) {
        return jdbc.sql("select count(*) from hl7_message where control_id = :id")
                .param("id", controlId)
                .query(Integer.class)
                .single();
    }

    @Test
    void aMessageIsKeptAndDoneAndThenAnsweredAA() throws Exception {
        String message = message(id, "Шевченко^Тарас", "2.3.1", "UNICODE UTF-8");
        String answer = send(message);
        assertAnswer(answer, "AA", id);
        String[] header = segment(answer, "MSH");
        assertThat(header[2]).isEqualTo("VUZOL");
        assertThat(header[3]).isEqualTo("RADIOLOGY");
        assertThat(header[4]).isEqualTo("MIS");
        assertThat(header[5]).isEqualTo("CLINIC");
        assertThat(header[8]).isEqualTo("ACK^T01^ACK");
        assertThat(header[10]).isEqualTo("P");
        assertThat(header[11]).isEqualTo("2.3.1");
        assertThat(header[17]).isEqualTo("UNICODE UTF-8");
        assertThat(done(id)).containsExactly("Шевченко Тарас");
        assertThat(kept(id, "content", byte[].class)).isEqualTo(MllpClient.bytes(message, UTF_8));
        assertThat(kept(id, "answer", byte[].class)).isEqualTo(answer.getBytes(UTF_8));
    }

    @Test
    void pipelinedMessagesAreAnsweredInTheirOrder() throws Exception {
        List<String> ids = new ArrayList<>();
        try (MllpClient client = connect()) {
            for (int i = 0; i < 300; i++) {
                ids.add(controlId());
                // every third is of the same patient, every seventh is refused, every eleventh has no handler
                String message = message(ids.get(i), i % 7 == 3 ? RecordingHandler.REFUSED : "Name" + i);
                message = i % 3 == 0 ? message.replaceAll("\\|1\\|\\|[^^]*", "|1||SAME") : message;
                client.write(MllpClient.bytes(i % 11 == 5 ? message.replace("TST^T01", "TST^T02") : message, UTF_8));
            }
            List<String> answered = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                answered.add(segment(new String(client.read(), UTF_8), "MSA")[2]);
            }
            assertThat(answered).isEqualTo(ids);
        }
    }

    @Test
    void whatCannotBeDoneTakesNothingElseWithIt() throws Exception {
        List<MllpClient> clients = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            MllpClient client = connect();
            clients.add(client);
            for (int j = 0; j < 5; j++) {
                ids.add(controlId());
                String name = i == 7 && j == 2
                        ? RecordingHandler.REFUSED
                        : i == 9 && j == 1 ? RecordingHandler.FAILING : "Good";
                client.write(MllpClient.bytes(message(ids.get(ids.size() - 1), name), UTF_8));
            }
        }
        List<String> codes = new ArrayList<>();
        for (MllpClient client : clients) {
            for (int j = 0; j < 5; j++) {
                codes.add(segment(new String(client.read(), UTF_8), "MSA")[1]);
            }
            client.close();
        }
        for (int i = 0; i < ids.size(); i++) {
            boolean bad = i == 7 * 5 + 2 || i == 9 * 5 + 1;
            assertThat(codes.get(i)).as("message %d", i).isEqualTo(bad ? "AE" : "AA");
            assertThat(done(ids.get(i))).as("effect of message %d", i).hasSize(bad ? 0 : 1);
            assertThat(kept(ids.get(i), "state", String.class)).isEqualTo(codes.get(i));
        }
    }

    @Test
    void anErrorHasTheFormOfTheVersion() throws Exception {
        String old = send(message(id, RecordingHandler.REFUSED, "2.3.1", ""));
        assertThat(segment(old, "MSA")).containsExactly("MSA", "AE", id, "Nobody knows \\F\\ this patient.");
        assertThat(segment(old, "ERR")).containsExactly("ERR", "PID^1^3^204&Unknown key identifier&HL70357");
        String other = controlId();
        String newer = send(message(other, RecordingHandler.REFUSED, "2.5.1", ""));
        assertThat(segment(newer, "MSA")).containsExactly("MSA", "AE", other);
        assertThat(segment(newer, "ERR"))
                .containsExactly(
                        "ERR",
                        "",
                        "PID^1^3",
                        "204^Unknown key identifier^HL70357",
                        "E",
                        "",
                        "",
                        "Nobody knows \\F\\ this patient.");
    }

    @Test
    void typesEventsAndVersionsThatNobodyTakesAreRejected() throws Exception {
        String type = send(message(id, "Name").replace("TST^T01", "MFN^M02"));
        assertAnswer(type, "AR", id);
        assertThat(segment(type, "ERR")[1]).startsWith("MSH^1^9^200&");
        String event = send(message(controlId(), "Name").replace("TST^T01", "ADT^Z99"));
        assertThat(segment(event, "ERR")[1]).startsWith("MSH^1^9^201&");
        String version = send(message(controlId(), "Name", "3.0", ""));
        assertThat(segment(version, "ERR")[2]).isEqualTo("MSH^1^12");
        assertThat(segment(version, "ERR")[3]).startsWith("203^");
        assertThat(kept(id, "state", String.class)).isEqualTo("AR");
    }

    @Test
    void aMessageWithoutControlIdIsRejected() throws Exception {
        String answer = send(message("", "Name"));
        assertAnswer(answer, "AR", "");
        assertThat(segment(answer, "ERR")[1]).startsWith("MSH^1^10^101&");
    }

    @Test
    void whatIsNoHl7IsRejectedAndTheConnectionGoesOn() throws Exception {
        try (MllpClient client = connect()) {
            client.write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
            assertThat(segment(new String(client.read(), US_ASCII), "MSA")[1]).isEqualTo("AR");
            client.write(new byte[0]);
            assertThat(segment(new String(client.read(), US_ASCII), "MSA")[1]).isEqualTo("AR");
            client.writeRaw("what stands between frames".getBytes(US_ASCII));
            assertAnswer(client.send(message(id, "Name")), "AA", id);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UNICODE UTF-8",
        "UTF-8, ''",
        "UTF-8, 8859/5",
        "UTF-8, CP1251",
        "UTF-8, ASCII",
        "UTF-8, 8859/1",
        "ISO-8859-5, 8859/5",
        "ISO-8859-5, ''",
        "ISO-8859-5, UNICODE UTF-8",
        "ISO-8859-5, WIN1251",
        "ISO-8859-5, 8859/1",
        "windows-1251, WINDOWS-1251",
        "windows-1251, ''",
        "windows-1251, 8859/5",
        "windows-1251, UTF-8",
        "windows-1251, 8859/1",
        "windows-1251, nonsense",
        "IBM866, CP866",
        "IBM866, ''",
        "IBM866, 8859/5",
        "KOI8-U, KOI8-U",
        "KOI8-U, ''",
        "KOI8-U, CP1251"
    })
    void theNameIsTheSameInWhateverEncodingItComesAndWhateverIsSaidOfIt(String encoding, String declared)
            throws Exception {
        Charset charset = Encodings.find(encoding).orElseThrow();
        String name = encoding.equals("IBM866") ? "Тарасенко^Олександра" : "Щербаченко^Їлизавета";
        String message = message(
                id, name + "^Володимирівна".substring(0, encoding.equals("IBM866") ? 9 : 14), "2.5.1", declared);
        try (MllpClient client = connect()) {
            client.write(MllpClient.bytes(message, charset));
            String answer = new String(client.read(), charset);
            assertAnswer(answer, "AA", id);
            assertThat(segment(answer, "MSH")[17 < segment(answer, "MSH").length ? 17 : 0])
                    .isEqualTo(declared.isEmpty() ? "MSH" : declared);
        }
        assertThat(done(id)).containsExactly(name.replace('^', ' '));
    }

    @Test
    void utf8ThatWasTakenForWindows1251AndEncodedAgainIsMended() throws Exception {
        String twice = new String("Тарасенко^Олександра".getBytes(UTF_8), Charset.forName("windows-1251"));
        assertAnswer(send(message(id, twice)), "AA", id);
        assertThat(done(id)).containsExactly("Тарасенко Олександра");
    }

    @Test
    void namesOfTheWestStayAsTheyAre() throws Exception {
        try (MllpClient client = connect()) {
            assertAnswer(client.send(message(id, "Dubois^Françoise", "2.5.1", "8859/1"), ISO_8859_1), "AA", id);
        }
        assertThat(done(id)).containsExactly("Dubois Françoise");
    }

    @Test
    void theSameMessageAgainGetsTheSameAnswerAndHasNoSecondEffect() throws Exception {
        String message = message(id, "Once");
        String answer = send(message);
        assertThat(send(message)).isEqualTo(answer);
        try (MllpClient client = connect()) {
            client.write(MllpClient.bytes(message, UTF_8));
            client.write(MllpClient.bytes(message, UTF_8));
            assertThat(new String(client.read(), UTF_8)).isEqualTo(answer);
            assertThat(new String(client.read(), UTF_8)).isEqualTo(answer);
        }
        assertThat(done(id)).hasSize(1);
        assertThat(rows(id)).isEqualTo(1);
        assertThat(kept(id, "repeats", Integer.class)).isEqualTo(3);
    }

    @Test
    void theSameMessageOverManyConnectionsAtOnceHasOneEffect() throws Exception {
        String message = message(id, "Once");
        List<MllpClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(connect());
        }
        for (MllpClient client : clients) {
            client.write(MllpClient.bytes(message, UTF_8));
        }
        for (MllpClient client : clients) {
            assertAnswer(new String(client.read(), UTF_8), "AA", id);
            client.close();
        }
        assertThat(done(id)).hasSize(1);
    }

    @Test
    void theSameControlIdWithOtherContentIsAnotherMessage() throws Exception {
        assertAnswer(send(message(id, "First")), "AA", id);
        assertAnswer(send(message(id, "Second")), "AA", id);
        assertThat(done(id)).containsExactlyInAnyOrder("First", "Second");
        assertThat(kept(id, "note", String.class)).contains("MSH-10");
    }

    @Test
    void whatWasRefusedIsTriedAgainAndKeptOnce() throws Exception {
        String message = message(id, RecordingHandler.REFUSED);
        assertAnswer(send(message), "AE", id);
        assertAnswer(send(message), "AE", id);
        assertThat(rows(id)).isEqualTo(1);
        assertThat(kept(id, "repeats", Integer.class)).isEqualTo(1);
    }

    @Test
    void otherDelimitersAndEscapesAreUnderstoodAndUsedInTheAnswer() throws Exception {
        String answer = send(
                """
                MSH#*~`!#MIS#CLINIC###20260301##TST*T01#%s#P#2.4
                PID#1##%s!1***MIS~OTHER##O`F`Neil`T`Sons*Ada
                """
                        .formatted(id, UUID.randomUUID()));
        assertThat(answer).startsWith("MSH#*~`!###MIS#CLINIC#").contains("\rMSA#AA#" + id + "\r");
        assertThat(done(id)).containsExactly("O#Neil!Sons Ada");
    }

    @Test
    void lineFeedsByteOrderMarksAndSpaceBeforeSegmentsAreTolerated() throws Exception {
        try (MllpClient client = connect()) {
            String message = "\uFEFF  " + message(id, "Tolerated").replace("\n", "\n\n  ");
            client.write(message.getBytes(UTF_8));
            assertAnswer(new String(client.read(), UTF_8), "AA", id);
        }
        assertThat(done(id)).containsExactly("Tolerated");
    }

    @Test
    void aBatchIsAnsweredByABatch() throws Exception {
        String other = controlId();
        String answer = send("FHS|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY\nBHS|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY\n"
                + message(id, "One") + message(other, RecordingHandler.REFUSED) + "BTS|2\nFTS|1");
        assertThat(answer.split("\r"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("BHS|^~\\&|VUZOL|RADIOLOGY|MIS|CLINIC"),
                        line -> assertThat(line).startsWith("MSH|"),
                        line -> assertThat(line).isEqualTo("MSA|AA|" + id),
                        line -> assertThat(line).startsWith("MSH|"),
                        line -> assertThat(line).startsWith("MSA|AE|" + other),
                        line -> assertThat(line).startsWith("ERR|"),
                        line -> assertThat(line).isEqualTo("BTS|2"));
        assertThat(done(id)).containsExactly("One");
        assertThat(rows(other)).isEqualTo(1);
    }

    @Test
    void aMessageOfTenThousandSegmentsIsTaken() throws Exception {
        assertAnswer(send(message(id, "Long") + "OBX|1|TX|A||text|\n".repeat(10_000)), "AA", id);
        assertThat(done(id)).containsExactly("Long");
    }

    @Test
    void aMessageThatIsTooLargeIsRejectedWithTheLimit() throws Exception {
        try (MllpClient client = connect()) {
            byte[] filling = "OBX|1|TX|A||text|\r".repeat(60_000).getBytes(US_ASCII);
            client.writeRaw(new byte[] {0x0B});
            client.writeRaw(MllpClient.bytes(message(id, "Large"), UTF_8));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            client.writeRaw(filling);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(rows(id)).isZero();
        assertAnswer(send(message(id, "Small")), "AA", id);
    }

    @Test
    void stalledSendersAndThoseThatDoNotReadDelayNobody() throws Exception {
        List<MllpClient> hostile = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            MllpClient stalled = connect();
            stalled.writeRaw("\u000BMSH|^~\\&|half a message".getBytes(US_ASCII));
            hostile.add(stalled);
        }
        for (int i = 0; i < 1000; i++) {
            hostile.get(0).writeRaw(new byte[] {0x1C, 0x0D, 0x0B});
        }
        assertAnswer(send(message(id, "Patient")), "AA", id);
        for (MllpClient each : hostile) {
            each.close();
        }
    }

    @Test
    void twoHundredConnectionsAreServedAtOnce() throws Exception {
        List<MllpClient> clients = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(connect());
            ids.add(controlId());
        }
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).write(MllpClient.bytes(message(ids.get(i), "One of many"), UTF_8));
        }
        for (int i = 0; i < clients.size(); i++) {
            assertAnswer(new String(clients.get(i).read(), UTF_8), "AA", ids.get(i));
            clients.get(i).close();
        }
    }

    @Test
    void partnersAreKnownByTheirNamesAndOnlyFromTheirHosts() throws Exception {
        Path file = mapping("hl7/partners.yaml");
        String before = Files.readString(file);
        try {
            Files.writeString(
                    file,
                    """
                    unlisted: never
                    partners:
                      near: {application: MIS, hosts: [127.0.0.0/8]}
                      far: {application: FAR, hosts: [10.1.2.3]}
                    """);
            assertAnswer(send(message(id, "Near")), "AA", id);
            assertThat(kept(id, "partner", String.class)).isEqualTo("near");
            String far = send(message(controlId(), "Far").replace("|MIS|CLINIC|", "|FAR|CLINIC|"));
            assertThat(segment(far, "MSA")[1]).isEqualTo("AR");
            String other = send(message(controlId(), "Other").replace("|MIS|CLINIC|", "|OTHER|CLINIC|"));
            assertThat(segment(other, "MSA")[1]).isEqualTo("AR");
        } finally {
            Files.writeString(file, before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {RecordingHandler.FAILING, RecordingHandler.REFUSED})
    void namesNeverComeToTheLog(String name, CapturedOutput log) throws Exception {
        assertAnswer(send(message(id, name + "^Secretname")), "AE", id);
        send("MSH|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY|20260301||ADT^A01|" + controlId()
                + "|P|2.5.1\nPID|1||Secretname|||\"\"\nP\n");
        send("Secretname");
        assertThat(log.getAll()).doesNotContain("Secretname").doesNotContain("Surname");
    }
}
