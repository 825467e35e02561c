package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.net.ContextResult;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.TestNode;

class EchoCommandTest extends CommandTestSupport {
    @Test
    void itTellsWhoIsThereAndHowLongEachEchoTook() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            assertThat(dicom("echo", at(node), "-n", 3)).isZero();
            assertThat(node.nextEnd()).isEmpty();
        }
        assertThat(lines())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("VUZOL is of implementation VUZOL_DICOM_1 (%s), takes PDUs of 262144 bytes;"
                                        .formatted(DicomWriter.IMPLEMENTATION_CLASS_UID))
                                .matches(".*; associated in [0-9]+\\.[0-9] ms"),
                        echo -> assertThat(echo).matches("echo 1: 0000H, success in [0-9]+\\.[0-9] ms"),
                        echo -> assertThat(echo).startsWith("echo 2: 0000H, success in"),
                        echo -> assertThat(echo).startsWith("echo 3: 0000H, success in"));
    }

    @Test
    void programsGetAnObject() {
        try (TestNode node = TestNode.of(Services.NONE)) {
            assertThat(dicom("echo", "--json", "-n2", at(node))).isZero();
        }
        JsonNode answer = json();
        assertThat(answer.path("node").asText()).isEqualTo("VUZOL");
        assertThat(answer.path("implementationVersionName").asText()).isEqualTo("VUZOL_DICOM_1");
        assertThat(answer.path("maxPduLength").asLong()).isEqualTo(262_144);
        assertThat(answer.path("echoes")).hasSize(2).allSatisfy(echo -> {
            assertThat(echo.path("status").asText()).isEqualTo("0000H");
            assertThat(echo.path("millis").isDouble()).isTrue();
        });
    }

    @Test
    void aNodeThatDoesNotOfferVerificationIsAFinding() {
        try (TestNode node = TestNode.of(
                Services.NONE,
                options -> options.negotiation((proposed, request) -> new ContextResult(
                        proposed.id(),
                        ContextResult.Result.ABSTRACT_SYNTAX_NOT_SUPPORTED,
                        proposed.transferSyntaxes().get(0))))) {
            assertThat(dicom("echo", at(node))).isEqualTo(1);
        }
        assertThat(err()).contains("it does not offer Verification SOP Class");
    }
}
