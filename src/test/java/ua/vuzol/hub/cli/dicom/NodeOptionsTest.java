package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.UserIdentity;
import ua.vuzol.dicom.net.UserIdentityVerifier;

/** What every command that asks a node takes and tells, shown by echo. */
class NodeOptionsTest extends CommandTestSupport {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:%d", "localhost:%d", ":%d", "%d"})
    void aNodeIsAnAeTitleAtAHostAndPort(String form) {
        try (TestNode node = TestNode.of(Services.NONE)) {
            assertThat(dicom("echo", "A B@C@" + form.formatted(node.port()))).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo NODE|'NODE' is no node; give AET@HOST:PORT",
                "echo AET@host:port|is no node",
                "echo AET@host:99999|Port 99999 is none",
                "echo LONGER_THAN_16_CHARACTERS@104|is no AE title",
                "echo --calling LONGER_THAN_16_CHARACTERS A@104|is no AE title",
                "echo --max-pdu 100 A@104|at least 4096 bytes",
                "echo --timeout -1 A@104|cannot be negative",
                "echo --async 70000 A@104|16 bits",
                "echo -n 0 A@104|-n is at least 1",
                "echo --tls-cert a.pem A@104|--tls-cert and --tls-key go together",
                "echo --tls-cert a.pem --tls-key a.key A@104|--tls-cert needs --tls-trust",
                "echo --passcode-env HOME A@104|of no use without --user",
                "echo --user a --passcode-env NO_SUCH_VARIABLE_IS_SET A@104|NO_SUCH_VARIABLE_IS_SET is not set",
                "store A@104|Missing required parameter",
                "store --associations 0 A@104 file|--associations is at least 1",
                "find --limit 0 A@104|--limit is at least 1",
                "find -k NoSuchKeyword=1 A@104|NoSuchKeyword",
                "find -k StudyDate=yesterday A@104|-k StudyDate: (0008,0020)",
                "find --level NOTHING A@104|NOTHING",
                "worklist --date yesterday A@104|--date: (0040,0002)",
                "move A@104 -k StudyInstanceUID=1|--to",
                "move A@104 --to B|Say what to retrieve",
                "move A@104 --to B -k StudyInstanceUID=one|-k StudyInstanceUID: (0020,000D)",
                "get A@104 -k StudyInstanceUID=1|--into"
            })
    void wrongUseEndsWithTwoAndTheUsage(String line, String sentence) {
        assertThat(dicom((Object[]) line.split(" "))).isEqualTo(2);
        assertThat(err()).contains(sentence, "Usage: vuzol dicom");
        assertThat(out()).isEmpty();
    }

    @Test
    void aNodeThatIsNotThereIsAFindingWithWhatToDo() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        assertThat(dicom("echo", "A@127.0.0.1:" + unused)).isEqualTo(1);
        assertThat(err())
                .isEqualTo("A@127.0.0.1:%d: nobody listens there. Check host and port, and whether the node runs.\n"
                        .formatted(unused));
        assertThat(dicom("echo", "A@no-such-host.invalid:104")).isEqualTo(1);
        assertThat(err()).contains("the host is not known");
    }

    @Test
    void aNodeThatIsSilentIsAFindingAfterTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(dicom("echo", "--timeout", 1, "A@127.0.0.1:" + silent.getLocalPort()))
                    .isEqualTo(1);
        }
        assertThat(err()).contains("did not answer the request for an association", "Wait longer with --timeout");
    }

    @Test
    void aRejectionIsToldWithWhatToDo() {
        List<Rejection> rejections = List.of(
                Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED,
                Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED,
                Rejection.USER_IDENTITY_NOT_ACCEPTED,
                Rejection.LOCAL_LIMIT_EXCEEDED);
        List<String> advice = List.of("before the @", "--calling", "--user", "Try again later");
        for (int i = 0; i < rejections.size(); i++) {
            Rejection rejection = rejections.get(i);
            try (TestNode node = TestNode.of(
                    Services.NONE, options -> options.admission((request, peer) -> Optional.of(rejection)))) {
                assertThat(dicom("echo", at(node))).isEqualTo(1);
                assertThat(err()).contains("the association was rejected: " + rejection, advice.get(i));
            }
        }
    }

    @Test
    void whoAsksIsToldAsTheOptionsSay() {
        List<String> callers = new CopyOnWriteArrayList<>();
        List<UserIdentity> users = new CopyOnWriteArrayList<>();
        UserIdentityVerifier verifier = (identity, peer) -> {
            identity.ifPresent(users::add);
            return UserIdentityVerifier.UNSEEN.verify(identity, peer);
        };
        try (TestNode node = TestNode.of(
                Services.NONE, options -> options.identities(verifier).admission((request, peer) -> {
                    callers.add(request.callingAeTitle());
                    return Optional.empty();
                }))) {
            assertThat(dicom("echo", at(node))).isZero();
            assertThat(dicom("echo", at(node), "--calling", "ME", "--user", "олена"))
                    .isZero();
            // any variable that is set will do
            assertThat(dicom("echo", at(node), "--user=олена", "--passcode-env=PATH"))
                    .isZero();
        }
        assertThat(callers).containsExactly("VUZOL", "ME", "VUZOL");
        assertThat(users)
                .containsExactly(
                        UserIdentity.username("олена", false),
                        UserIdentity.usernameAndPasscode("олена", System.getenv("PATH"), false));
    }

    @Test
    void filesForTlsThatAreOfNoUseAreAFinding() throws IOException {
        Path file = Files.writeString(folder.resolve("no.pem"), "no certificate");
        assertThat(dicom("echo", "A@104", "--tls-trust", folder.resolve("none.pem")))
                .isEqualTo(1);
        assertThat(err()).contains("none.pem: there is no such file or folder");
        assertThat(dicom("echo", "A@104", "--tls-trust", file)).isEqualTo(1);
        assertThat(err()).contains("is of no use");
    }

    @Test
    void aNodeWithoutTlsIsAFindingForOneWhoAsksByIt() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            assertThat(dicom("echo", "--tls", "--timeout=5", at(node))).isEqualTo(1);
        }
        assertThat(err()).contains("Check whether it expects TLS");
    }
}
