package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.TestObjects;

class ValidateCommandTest extends CommandTestSupport {
    private Path valid() {
        return TestObjects.write(
                TestObjects.image(SopClass.SecondaryCaptureImageStorage, 1, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        .put(Tag.ConversionType, "WSD"),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("valid.dcm"));
    }

    private Path invalid() {
        return TestObjects.write(
                TestObjects.image(SopClass.SecondaryCaptureImageStorage, 2, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        .put(Tag.ConversionType, "WSD")
                        .putBytes(Tag.StudyDate, VR.DA, "20261301".getBytes(StandardCharsets.US_ASCII)),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("invalid.dcm"));
    }

    @Test
    void aGoodFileHasNoErrors() {
        assertThat(dicom("validate", valid())).isZero();
        assertThat(lines()).contains("1 file(s) checked, 0 with errors; 0 finding(s).");
    }

    @Test
    void errorsAreToldWithTheirPlaceAndEndWithOne() {
        Path file = invalid();
        assertThat(dicom("validate", folder)).isEqualTo(1);
        assertThat(lines())
                .contains(
                        "%s  error     (0008,0020) StudyDate  a value is no date that exists, as YYYYMMDD"
                                .formatted(file),
                        "1 file(s) checked, 1 with errors; 1 finding(s).");
    }

    @Test
    void whatIsNoDicomIsAnErrorToo() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are notes and nothing else, I think");
        assertThat(dicom("validate", file)).isEqualTo(1);
        assertThat(out()).contains("error", "not a DICOM file");
        assertThat(dicom("validate", folder.resolve("none"))).isEqualTo(1);
        assertThat(err()).contains("there is no such file or folder");
    }

    @Test
    void programsGetAnArray() {
        valid();
        invalid();
        assertThat(dicom("validate", "--json", folder)).isEqualTo(1);
        assertThat(json()).hasSize(2);
        JsonNode wrong = json().get(0);
        assertThat(wrong.path("errors").asBoolean()).isTrue();
        assertThat(wrong.path("findings").get(0).path("severity").asText()).isEqualTo("error");
        assertThat(wrong.path("findings").get(0).path("path").asText()).isEqualTo("(0008,0020)");
        assertThat(json().get(1).path("errors").asBoolean()).isFalse();
    }
}
