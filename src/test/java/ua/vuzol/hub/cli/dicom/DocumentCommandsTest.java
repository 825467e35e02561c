package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.TestObjects;

/** Files as documents in JSON and XML, and back. */
class DocumentCommandsTest extends CommandTestSupport {
    private Path large(String name) {
        return TestObjects.write(
                new DataSet().putBytes(Tag.PixelData, VR.OW, new byte[3000]),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve(name));
    }

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
        Path file = large("large.dcm");
        dicom("json", file);
        assertThat(json().path("7FE00010").path("BulkDataURI").asText()).isEqualTo(file.toUri() + "#7FE00010");
        dicom("json", "--inline", file);
        assertThat(json().path("7FE00010").path("InlineBinary").asText()).hasSize(4000);
    }

    @Test
    void eachFileOfAnArrayHasItsOwnUris() {
        Path first = large("first.dcm");
        Path second = large("second.dcm");
        dicom("json", first, second);
        assertThat(json().findValuesAsText("BulkDataURI"))
                .containsExactly(first.toUri() + "#7FE00010", second.toUri() + "#7FE00010");
    }

    @Test
    void aFileIsADocumentInXml() {
        Path file = TestObjects.images(1, folder).get(0).file();
        assertThat(dicom("xml", file)).isZero();
        assertThat(out())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains("keyword=\"PatientName\"", "<FamilyName>Шевченко</FamilyName>");
        assertThat(dicom("xml", "--compact", file)).isZero();
        assertThat(lines()).hasSizeLessThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "xml"})
    void aDocumentBecomesTheFileAgain(String model) throws IOException {
        Path file = TestObjects.images(1, folder).get(0).file();
        assertThat(dicom(model, "--inline", file)).isZero();
        Path document = Files.writeString(folder.resolve("document." + model), out());
        Path again = folder.resolve("again.dcm");
        assertThat(dicom("rewrite", document, again)).isZero();
        assertThat(TestObjects.content(again)).isEqualTo(TestObjects.content(file));
    }

    @Test
    void aDocumentThatIsNoneIsAFinding() throws IOException {
        Path document = Files.writeString(folder.resolve("document.json"), "{\"00100010\": 5}");
        assertThat(dicom("rewrite", document, folder.resolve("again.dcm"))).isEqualTo(1);
        assertThat(err()).startsWith(document + ": ");
        assertThat(folder.resolve("again.dcm")).doesNotExist();
    }

    @Test
    void whatIsNoDicomIsAFinding() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are notes and nothing else, I think");
        for (String model : List.of("json", "xml")) {
            assertThat(dicom(model, file)).isEqualTo(1);
            assertThat(err()).startsWith(file + ": not a DICOM file");
        }
    }
}
