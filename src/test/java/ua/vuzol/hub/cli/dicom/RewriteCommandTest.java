package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.net.TestObjects;

class RewriteCommandTest extends CommandTestSupport {
    private Path in;
    private Path rewritten;

    @BeforeEach
    void write() {
        in = TestObjects.images(1, folder).get(0).file();
        rewritten = folder.resolve("rewritten.dcm");
    }

    private DicomObject rewritten() throws IOException {
        return DicomReader.read(rewritten);
    }

    @Test
    void elementsAreSetAndRemovedAndTheRestStays() throws IOException {
        assertThat(dicom(
                        "rewrite",
                        in,
                        rewritten,
                        "--set=PatientName=Франко^Іван",
                        "--set=RequestAttributesSequence[0].ScheduledProcedureStepID=5",
                        "--remove=StudyTime",
                        "--remove=PatientComments"))
                .isZero();
        assertThat(lines())
                .containsExactly(
                        "removed StudyTime",
                        "PatientComments was not there to be removed",
                        "set PatientName",
                        "set RequestAttributesSequence[0].ScheduledProcedureStepID",
                        "wrote %s, %d bytes, in Explicit VR Little Endian".formatted(rewritten, Files.size(rewritten)));
        DataSet expected = DicomReader.read(in).dataSet();
        expected.put(Tag.PatientName, "Франко^Іван")
                .remove(Tag.StudyTime)
                .putItems(Tag.RequestAttributesSequence, new DataSet().put(Tag.ScheduledProcedureStepID, "5"));
        Path byHand =
                TestObjects.write(expected, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, folder.resolve("expected.dcm"));
        assertThat(TestObjects.content(rewritten)).isEqualTo(TestObjects.content(byHand));
    }

    @Test
    void textGoesIntoAnotherCharacterSetAndWhatBecameOfItIsTold() throws IOException {
        assertThat(dicom("rewrite", in, rewritten, "--set=PatientName=Ґалаґан^Ївга", "--charset=ISO_IR 144"))
                .isZero();
        assertThat(lines())
                .contains(
                        "text is in ISO_IR 144", "  (0010,0010): Ґ (U+0490) was replaced by what stands for it there");
        assertThat(rewritten().dataSet().string(Tag.SpecificCharacterSet)).contains("ISO_IR 144");
        assertThat(rewritten().dataSet().string(Tag.PatientName)).contains("Галаган^Ївга");
    }

    @Test
    void aCharacterThatIsLostIsAFinding() throws IOException {
        assertThat(dicom("rewrite", in, rewritten, "--set=PatientName=山田", "--charset=ISO_IR 144"))
                .isEqualTo(1);
        assertThat(out()).contains("(0010,0010): 山 (U+5C71) is lost, there is a question mark instead");
        assertThat(rewritten().dataSet().string(Tag.PatientName)).contains("??");
    }

    @Test
    void textThatTheCharacterSetDoesNotHaveIsNotWritten() {
        Path latin = TestObjects.write(
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 100").put(Tag.PatientName, "Doe"),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("latin.dcm"));
        assertThat(dicom("rewrite", latin, rewritten, "--set=PatientName=Франко"))
                .isEqualTo(1);
        assertThat(err()).contains("(0010,0010)", "use ISO_IR 192 or replace it. Nothing was written.");
        assertThat(rewritten).doesNotExist();
    }

    @Test
    void nativeTransferSyntaxesAreConvertedIntoEachOther() throws IOException {
        for (String syntax :
                new String[] {"implicitvrlittleendian", "1.2.840.10008.1.2.2", "DeflatedExplicitVRLittleEndian"}) {
            assertThat(dicom("rewrite", "--force", in, rewritten, "--transfer-syntax", syntax))
                    .isZero();
            assertThat(rewritten().dataSet().get(Tag.PixelData).orElseThrow().bytes())
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
        assertThat(rewritten().transferSyntax()).isEqualTo(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void nothingIsCompressedOrDecompressed() {
        assertThat(dicom("rewrite", in, rewritten, "--transfer-syntax=JPEG2000"))
                .isEqualTo(1);
        assertThat(err()).contains("neither compresses nor decompresses. Nothing was written.");
        Path compressed = TestObjects.write(
                TestObjects.image(SopClass.SecondaryCaptureImageStorage, 1, TransferSyntax.JPEG_BASELINE),
                TransferSyntax.JPEG_BASELINE,
                folder.resolve("compressed.dcm"));
        assertThat(dicom("rewrite", compressed, rewritten, "--transfer-syntax=ExplicitVRLittleEndian"))
                .isEqualTo(1);
        assertThat(err()).contains("(7FE0,0010)", "Nothing was written.");
        assertThat(rewritten).doesNotExist();
    }

    @Test
    void whatIsThereIsReplacedOnlyByForceWhichMayBeTheFileItself() throws IOException {
        byte[] before = Files.readAllBytes(in);
        assertThat(dicom("rewrite", in, in, "--set=PatientID=2")).isEqualTo(1);
        assertThat(err()).contains("is there already; nothing was written. Add --force");
        assertThat(in).hasBinaryContent(before);
        assertThat(dicom("rewrite", in, in, "--set=PatientID=2", "--force")).isZero();
        assertThat(DicomReader.read(in).dataSet().string(Tag.PatientID)).contains("2");
    }

    @Test
    void aValueThatDoesNotFitIsWrongUse() {
        assertThat(dicom("rewrite", in, rewritten, "--set=StudyDate=yesterday")).isEqualTo(2);
        assertThat(err()).contains("--set StudyDate: ", "a date as YYYYMMDD", "Usage: vuzol dicom rewrite");
        assertThat(dicom("rewrite", in, rewritten, "--charset=KOI8-U")).isEqualTo(2);
        assertThat(err()).contains("KOI8-U is no defined term");
        assertThat(rewritten).doesNotExist();
    }
}
