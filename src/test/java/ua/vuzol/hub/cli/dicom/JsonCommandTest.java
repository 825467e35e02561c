package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.TestObjects;

class JsonCommandTest extends CommandTestSupport {
    @Test
    void oneFileIsAnObjectAndSeveralAreAnArray() {
        TestObjects.images(2, folder);
        assertThat(dicom("json", folder.resolve("image-1.dcm"))).isZero();
        assertThat(json().path("00100010")
                        .path("Value")
                        .get(0)
                        .path("Alphabetic")
                        .asText())
                .isEqualTo(TestObjects.PATIENT_NAME);
        assertThat(dicom("json", "--compact", folder.resolve("image-1.dcm"), folder.resolve("image-2.dcm")))
                .isZero();
        assertThat(json()).hasSize(2);
        assertThat(json().get(1).path("00080018").path("Value").get(0).asText()).isEqualTo(TestObjects.instanceUid(2));
        assertThat(out()).doesNotContain(" \"");
    }

    @Test
    void longValuesAreReferredToUnlessTheyAreAskedFor() {
        Path file = TestObjects.write(
                new DataSet().putBytes(Tag.PixelData, VR.OW, new byte[3000]),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("large.dcm"));
        dicom("json", file);
        assertThat(json().path("7FE00010").path("BulkDataURI").asText()).isEqualTo(file.toUri() + "#7FE00010");
        dicom("json", "--inline", file);
        assertThat(json().path("7FE00010").path("InlineBinary").asText()).hasSize(4000);
    }

    @Test
    void whatIsNoDicomIsAFinding() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are notes and nothing else, I think");
        assertThat(dicom("json", file)).isEqualTo(1);
        assertThat(err()).startsWith(file + ": not a DICOM file");
    }
}
