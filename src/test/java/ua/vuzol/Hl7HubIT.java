package ua.vuzol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.hub.cli.VuzolCommand;

/** {@code ./vuzol messages} on a running hub: what came is found, shown and replayed. */
class Hl7HubIT {
    private static final String MESSAGE =
            """
            MSH|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY|20260301101500||ADT^%s|%s|P|2.3.1||||||UNICODE UTF-8
            EVN|%1$s|20260301101500
            PID|1||%s^^^MIS||Шевченко^Тарас||19610214|M
            """;

    @TempDir
    static Path directory;

    private static HubProcess hub;

    @BeforeAll
    static void startHub() {
        hub = HubProcess.start(directory.resolve("home"), DicomNode.deployment(directory), HubProcess.QUICK_START);
    }

    @AfterAll
    static void stopHub() throws InterruptedException {
        hub.close();
    }

    private record Said(int code, String text) {
        JsonNode json() throws Exception {
            return new ObjectMapper().readTree(text);
        }
    }

    private static Said vuzol(String... arguments) {
        StringWriter out = new StringWriter();
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--url=" + hub.uri("/")))
                .toArray(String[]::new);
        int code = VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(out, true), all);
        return new Said(code, out.toString());
    }

    private static String send(String event, String controlId, String patient) throws Exception {
        try (MllpClient client = MllpClient.connect(hub.mllpPort())) {
            return client.send(MESSAGE.formatted(event, controlId, patient));
        }
    }

    @Test
    void aMessageIsFoundShownAndReplayedWithALinkToItAndTheNameOfWhoDidIt() throws Exception {
        assertThat(send("A04", "FOUND", "P1")).contains("MSA|AA|FOUND");
        JsonNode found = vuzol("messages", "list", "--patient=P1", "--type=ADT^A04", "--json")
                .json();
        assertThat(found).hasSize(1);
        String id = found.get(0).path("id").asText();
        Said shown = vuzol("messages", "show", id);
        assertThat(shown.code()).isZero();
        assertThat(shown.text()).contains("PID|1||P1^^^MIS||Шевченко^Тарас||19610214|M", "MSA|AA|FOUND");
        Said replayed = vuzol("messages", "replay", id, "--json");
        assertThat(replayed.code()).isZero();
        String replay = replayed.json().path("id").asText();
        JsonNode again = vuzol("messages", "show", replay, "--json").json();
        assertThat(again.at("/entry/replayOf").asText()).isEqualTo(id);
        assertThat(again.at("/entry/replayedBy").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(vuzol("messages", "show", id, "--json")
                        .json()
                        .path("replays")
                        .get(0)
                        .asText())
                .isEqualTo(replay);
        assertThat(send("A04", "FOUND", "P1"))
                .as("a repetition is known after a replay")
                .contains("MSA|AA|FOUND");
        assertThat(vuzol("messages", "list", "--patient=P1", "--json").json()).hasSize(2);
    }

    @Test
    void whatWasRefusedIsListedWithItsReason() throws Exception {
        assertThat(send("Z99", "REFUSED", "P2")).contains("MSA|AR|REFUSED");
        Said list = vuzol("messages", "list", "--state=ar");
        assertThat(list.code()).isZero();
        assertThat(list.text()).contains("REFUSED", "201 MSH^1^9^2: The hub does not take messages of this event.");
    }

    @Test
    void anUnknownMessageIsAFinding() {
        Said said = vuzol("messages", "show", "999999");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.text()).contains("./vuzol messages list");
        assertThat(vuzol("messages", "replay", "999999").code()).isEqualTo(1);
        assertThat(vuzol("messages", "retry", "999999").code()).isEqualTo(1);
        assertThat(vuzol("messages", "sent").text()).contains("No messages.");
    }

    @Test
    void aKilledHubHasWhatItAccepted() throws Exception {
        int accepted = 0;
        try (MllpClient client = MllpClient.connect(hub.mllpPort())) {
            for (int i = 0; i < 200; i++) {
                client.write(MllpClient.bytes(MESSAGE.formatted("A04", "K" + i, "K" + i), UTF_8));
            }
            for (int i = 0; i < 50; i++) {
                accepted += new String(client.read(), UTF_8).contains("MSA|AA|K") ? 1 : 0;
            }
            hub.kill();
        }
        hub.start();
        hub.awaitReady();
        assertThat(accepted).isEqualTo(50);
        for (int i = 0; i < 50; i++) {
            assertThat(vuzol("messages", "list", "--control-id=K" + i, "--json").json())
                    .hasSize(1);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(send("A04", "K" + i, "K" + i)).contains("MSA|AA|K" + i);
        }
        JsonNode all = vuzol("messages", "list", "--type=ADT", "--limit=1000", "--json")
                .json();
        assertThat(Stream.iterate(0, i -> i + 1)
                        .limit(all.size())
                        .map(i -> all.get(i).path("controlId").asText())
                        .filter(id -> id.startsWith("K")))
                .hasSize(200);
    }
}
