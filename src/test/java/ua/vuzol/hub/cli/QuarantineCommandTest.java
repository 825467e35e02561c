package ua.vuzol.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuarantineCommandTest extends HubCommandTestSupport {
    private static final String ENTRY =
            """
            {"id":17,"at":"2026-11-20T08:30:00Z","source":"fluorograph","reason":"The picture ends too early.",
             "examination":"0004","files":["знімок 1.jpg","0004.csv"],"later":"ignored"}""";

    @Test
    void listPrintsATable() {
        hub.answers("/api/quarantine", 200, "[" + ENTRY + "]");
        assertThat(vuzol("quarantine", "list")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "ID  SINCE                 SOURCE       REASON",
                        "17  2026-11-20T08:30:00Z  fluorograph  The picture ends too early.");
    }

    @Test
    void listOfNothingSaysSo() {
        hub.answers("/api/quarantine", 200, "[]");
        assertThat(vuzol("quarantine", "list")).isZero();
        assertThat(out).hasToString("Nothing is in quarantine.\n");
    }

    @Test
    void jsonIsTheAnswerOfTheHub() {
        hub.answers("/api/quarantine", 200, "[" + ENTRY + "]");
        assertThat(vuzol("quarantine", "list", "--json")).isZero();
        assertThat(out.toString()).contains("\"later\" : \"ignored\"", "\"знімок 1.jpg\"");
    }

    @Test
    void showPrintsTheReasonTheFilesAndWhatToDoNext() {
        hub.answers("/api/quarantine/17", 200, ENTRY);
        assertThat(vuzol("quarantine", "show", "17")).isZero();
        assertThat(out.toString())
                .contains("reason       The picture ends too early.", "file         знімок 1.jpg")
                .contains("./vuzol quarantine replay 17");
    }

    @Test
    void replayPostsAndTellsTheOutcome() {
        hub.answers(
                "/api/quarantine/17/replay", 202, "{\"outcome\":\"SUCCEEDED\",\"detail\":\"2 images were stored.\"}");
        assertThat(vuzol("quarantine", "replay", "17")).isZero();
        assertThat(hub.asked()).containsExactly("POST /api/quarantine/17/replay");
        assertThat(out).hasToString("17 succeeded: 2 images were stored.\n");
    }

    @Test
    void aReplayThatEndsInQuarantineAgainIsAFinding() {
        hub.answers(
                "/api/quarantine/17/replay",
                200,
                "{\"outcome\":\"FAILED\",\"detail\":\"The picture ends too early.\"}");
        assertThat(vuzol("quarantine", "replay", "17")).isEqualTo(1);
        assertThat(out).hasToString("17 failed: The picture ends too early.\n");
    }

    @Test
    void acceptPostsWhoDecidesSo() {
        hub.answers(
                "/api/quarantine/17/accept",
                200,
                "{\"outcome\":\"SUCCEEDED\",\"detail\":\"It is in the archive now.\"}");
        assertThat(vuzol("quarantine", "accept", "17")).isZero();
        assertThat(hub.asked()).containsExactly("POST /api/quarantine/17/accept?by=" + System.getProperty("user.name"));
        assertThat(out).hasToString("17 succeeded: It is in the archive now.\n");
    }

    @Test
    void showOffersToAcceptWhatCanBe() {
        hub.answers("/api/quarantine/17", 200, ENTRY.replace("\"later\"", "\"acceptable\":true,\"later\""));
        assertThat(vuzol("quarantine", "show", "17")).isZero();
        assertThat(out.toString()).contains("./vuzol quarantine accept 17");
    }

    @Test
    void anIdIsSentAsOneSegmentOfThePath() {
        hub.answers("/", 404, "");
        assertThat(vuzol("quarantine", "show", "../../etc passwd")).isEqualTo(1);
        assertThat(hub.asked()).containsExactly("GET /api/quarantine/..%2F..%2Fetc%20passwd");
    }

    @Test
    void anUnknownIdIsAFinding() {
        hub.answers("/api/quarantine/99", 404, "{}");
        assertThat(vuzol("quarantine", "show", "99")).isEqualTo(1);
        assertThat(err.toString()).contains("knows nothing of /api/quarantine/99", "./vuzol quarantine list");
    }

    @Test
    void anErrorOfTheHubIsAFinding() {
        hub.answers("/api/quarantine", 503, "");
        assertThat(vuzol("quarantine", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("answered 503 to GET /api/quarantine");
    }

    @Test
    void anAnswerThatIsNoJsonIsAFinding() {
        hub.answers("/api/quarantine", 200, "<html>");
        assertThat(vuzol("quarantine", "list")).isEqualTo(1);
        assertThat(err.toString()).contains("is not a hub", "VUZOL_URL");
    }

    @Test
    void aHubThatIsNotThereIsAFindingWithWhatToDo() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertThat(vuzolAt("http://127.0.0.1:" + unused, "quarantine", "list")).isEqualTo(1);
        assertThat(err)
                .hasToString(
                        "No hub answers at http://127.0.0.1:%d. Start it with ./vuzol run, or set VUZOL_URL to where it runs.\n"
                                .formatted(unused));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyzzy", "quarantine", "quarantine show", "quarantine list --nonsense"})
    void wrongUseEndsWithTwoAndTheUsage(String line) {
        assertThat(VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), line.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: vuzol");
    }
}
