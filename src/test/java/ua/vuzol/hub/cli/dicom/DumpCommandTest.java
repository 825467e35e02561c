package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.TestObjects;

class DumpCommandTest extends CommandTestSupport {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private Path write(DataSet dataSet, TransferSyntax syntax) {
        return TestObjects.write(dataSet, syntax, folder.resolve("object.dcm"));
    }

    private List<String> dataSetLines() {
        return lines().stream().filter(line -> !line.startsWith("(0002,")).toList();
    }

    @Test
    void eachElementIsALineAndWhatIsNestedStandsFurtherIn() {
        DataSet code = new DataSet().put(Tag.CodeValue, "123").put(Tag.CodeMeaning, "Знімок");
        Path file = write(
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .put(Tag.SOPClassUID, SopClass.CTImageStorage)
                        .put(Tag.SOPInstanceUID, "2.25.1")
                        .put(Tag.PatientName, "Шевченко^Тарас")
                        .putEmpty(Tag.PatientID)
                        .putItems(Tag.ProcedureCodeSequence, code, new DataSet())
                        .put(Tag.PixelSpacing, "0.5", "0.25")
                        .put(Tag.Rows, 512),
                EXPLICIT);
        assertThat(dicom("dump", file)).isZero();
        assertThat(lines())
                .startsWith("(0002,0000) UL      4  FileMetaInformationGroupLength  164")
                .contains(
                        "(0002,0010) UI     20  TransferSyntaxUID               1.2.840.10008.1.2.1 = Explicit VR Little Endian");
        assertThat(dataSetLines())
                .containsExactly(
                        "(0008,0005) CS     10  SpecificCharacterSet            ISO_IR 192",
                        "(0008,0016) UI     26  SOPClassUID                     1.2.840.10008.5.1.4.1.1.2 = CT Image Storage",
                        "(0008,0018) UI      6  SOPInstanceUID                  2.25.1",
                        "(0008,1032) SQ      -  ProcedureCodeSequence           2 items",
                        "  item 1",
                        "    (0008,0100) SH      4  CodeValue                       123",
                        "    (0008,0104) LO     12  CodeMeaning                     Знімок",
                        "  item 2",
                        "(0010,0010) PN     28  PatientName                     Шевченко^Тарас",
                        "(0010,0020) LO      0  PatientID",
                        "(0028,0010) US      2  Rows                            512",
                        "(0028,0030) DS      8  PixelSpacing                    0.5\\0.25");
    }

    @Test
    void whatIsLongIsCutWithItsLengthUnlessAllIsAskedFor() {
        Path file = write(
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.ImageComments, "я".repeat(200)),
                EXPLICIT);
        dicom("dump", file);
        assertThat(dataSetLines()).last().asString().endsWith("  " + "я".repeat(80) + "... (200 characters)");
        dicom("dump", "--all", file);
        assertThat(dataSetLines()).last().asString().endsWith("  " + "я".repeat(200));
    }

    @Test
    void pixelDataIsAReference() {
        Path file = write(new DataSet().putBytes(Tag.PixelData, VR.OW, new byte[100_000]), EXPLICIT);
        dicom("dump", "--all", file);
        assertThat(dataSetLines())
                .last()
                .asString()
                .matches("\\(7FE0,0010\\) OW 100000  PixelData {23}\\(100000 bytes at byte \\d+\\)");
        Path compressed = write(
                new DataSet().putFragments(Tag.PixelData, List.of(BulkData.of(new byte[10]), BulkData.of(new byte[6]))),
                TransferSyntax.JPEG_BASELINE);
        dicom("dump", compressed);
        assertThat(dataSetLines())
                .last()
                .isEqualTo(
                        "(7FE0,0010) OB      -  PixelData                       2 fragments of 16 bytes, no offset table");
    }

    @Test
    void privateElementsHaveTheNameTheirManufacturerGave() {
        Path file = write(
                new DataSet()
                        .put(0x00090010, VR.LO, "GEMS_IDEN_01")
                        .put(0x00091002, VR.SH, "CT01")
                        .put(0x000910F0, VR.LO, "nobody knows"),
                EXPLICIT);
        dicom("dump", file);
        assertThat(dataSetLines())
                .containsExactly(
                        "(0009,0010) LO     12  PrivateCreator                  GEMS_IDEN_01",
                        "(0009,1002) SH      4  [SuiteId]                       CT01",
                        "(0009,10F0) LO     12  ?                               nobody knows");
    }

    @Test
    void whatIsWrongWithAnElementStandsBelowIt() {
        Path file = write(
                new DataSet().putBytes(Tag.StudyDate, VR.DA, "20261301".getBytes(StandardCharsets.US_ASCII)), EXPLICIT);
        assertThat(dicom("dump", file)).isZero();
        assertThat(dataSetLines())
                .containsExactly(
                        "(0008,0020) DA      8  StudyDate                       20261301",
                        "! a value is no date that exists, as YYYYMMDD");
    }

    @Test
    void aTerminalIsNotSteeredByAValue() {
        byte[] evil = "\u001B[2Jevil\r\n".getBytes(StandardCharsets.US_ASCII);
        Path file = write(
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").putBytes(Tag.ImageComments, VR.LT, evil),
                EXPLICIT);
        dicom("dump", file);
        assertThat(out()).contains("␛[2Jevil␍␊").doesNotContain("\u001B");
    }

    @Test
    void aFileWithoutMetaInformationIsReadWithAWarning() throws IOException {
        Path file = write(new DataSet().put(Tag.PatientID, "1"), EXPLICIT);
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\u0010\0\u0020\0LO");
        Files.write(file, Arrays.copyOfRange(bytes, at, bytes.length));
        assertThat(dicom("dump", file)).isZero();
        assertThat(lines())
                .containsExactly(
                        "! there is no File Meta Information; the data set is read as Explicit VR Little Endian",
                        "(0010,0020) LO      2  PatientID                       1");
    }

    @Test
    void aDamagedFileIsPrintedUpToTheDamage() throws IOException {
        Path file =
                write(new DataSet().put(Tag.PatientID, "1").put(Tag.ImageComments, "cut off in the middle"), EXPLICIT);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
        assertThat(dicom("dump", file)).isEqualTo(1);
        assertThat(dataSetLines()).containsExactly("(0010,0020) LO      2  PatientID                       1");
        assertThat(err()).startsWith(file + ": ").contains("(0020,4000)").endsWith("; printed up to there\n");
    }

    @Test
    void ofSeveralFilesEachHasItsNameAndOneThatIsNoneDoesNotStopTheRest() throws IOException {
        TestObjects.images(2, folder);
        Files.writeString(folder.resolve("image-1.txt"), "not DICOM at all, but long enough to be looked at");
        assertThat(dicom("dump", folder, folder.resolve("none.dcm"))).isEqualTo(1);
        assertThat(lines().stream().filter(line -> line.startsWith("#")))
                .containsExactly("# " + folder.resolve("image-1.dcm"), "# " + folder.resolve("image-2.dcm"));
        assertThat(err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(folder.resolve("image-1.txt") + ": not a DICOM file"),
                        second -> assertThat(second)
                                .isEqualTo(folder.resolve("none.dcm") + ": there is no such file or folder"));
    }

    @Test
    void programsGetTheElementsInOrder() {
        Path file = write(
                new DataSet()
                        .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .putItems(Tag.ProcedureCodeSequence, new DataSet().put(Tag.CodeMeaning, "Знімок")),
                EXPLICIT);
        assertThat(dicom("dump", "--json", file)).isZero();
        assertThat(json()).singleElement().satisfies(object -> {
            assertThat(object.path("elements").findValues("warnings")).isEmpty();
            assertThat(object.path("file").asText()).isEqualTo(file.toString());
            assertThat(object.path("transferSyntax").asText()).isEqualTo(EXPLICIT.uid());
            assertThat(object.path("elements").findValuesAsText("value")).contains("ISO_IR 192", "1 item", "Знімок");
            assertThat(object.path("elements").findParent("item").path("level").asInt())
                    .isEqualTo(1);
        });
    }
}
