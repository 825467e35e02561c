package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;
import static ua.vuzol.dicom.io.DicomTestSupport.image;
import static ua.vuzol.dicom.io.DicomTestSupport.readFile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class DicomWriterTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    Path folder;

    @Test
    void aFileBeginsWithPreamblePrefixAndFileMetaInformation() {
        byte[] file = DicomTestSupport.file(DicomObject.of(image(), IMPLICIT));
        assertThat(Arrays.copyOf(file, 128)).containsOnly(0);
        assertThat(new String(file, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
        DataSet meta = readFile(file).fileMeta();
        int dataSetLength = encoded(image(), IMPLICIT).length;
        assertThat(meta.integer(Tag.FileMetaInformationGroupLength))
                .as("bytes behind the group length, to the data set")
                .contains(file.length - 132 - 12 - dataSetLength);
        assertThat(meta.get(Tag.FileMetaInformationVersion).orElseThrow().bytes())
                .containsExactly(0, 1);
        assertThat(meta.string(Tag.MediaStorageSOPClassUID)).contains("1.2.840.10008.5.1.4.1.1.7");
        assertThat(meta.string(Tag.MediaStorageSOPInstanceUID)).contains("2.25.1");
        assertThat(meta.string(Tag.TransferSyntaxUID)).contains("1.2.840.10008.1.2");
        assertThat(meta.string(Tag.ImplementationClassUID))
                .hasValueSatisfying(uid -> assertThat(uid).matches(Uid::isValid));
        assertThat(meta.string(Tag.ImplementationVersionName)).contains("VUZOL_DICOM_1");
    }

    @Test
    void theFileMetaInformationFollowsTheDataSetAndKeepsTheRest() {
        DataSet meta = new DataSet()
                .put(Tag.MediaStorageSOPInstanceUID, "2.25.99")
                .put(Tag.SourceApplicationEntityTitle, "CT1")
                .put(Tag.ImplementationVersionName, "OTHER");
        DicomObject written = readFile(DicomTestSupport.file(new DicomObject(meta, image(), EXPLICIT)));
        assertThat(written.fileMeta().string(Tag.MediaStorageSOPInstanceUID)).contains("2.25.1");
        assertThat(written.fileMeta().string(Tag.SourceApplicationEntityTitle)).contains("CT1");
        assertThat(written.fileMeta().string(Tag.ImplementationVersionName)).contains("VUZOL_DICOM_1");
        assertThat(meta.string(Tag.ImplementationVersionName))
                .as("what was given")
                .contains("OTHER");
    }

    @Test
    void explicitElementsAreWrittenAsTheStandardSays() {
        DataSet dataSet = new DataSet()
                .put(Tag.PatientID, "12")
                .put(Tag.Rows, 258)
                .putItems(Tag.ProcedureCodeSequence, new DataSet().put(Tag.CodeValue, "1"))
                .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2});
        assertThat(encoded(dataSet, EXPLICIT))
                .isEqualTo(hex("0800 3210 5351 0000 12000000 FEFF00E0 0A000000 0800 0001 5348 0200 3120"
                        + "1000 2000 4C4F 0200 3132" + "2800 1000 5553 0200 0201"
                        + "E07F 1000 4F57 0000 02000000 0102"));
        assertThat(encoded(dataSet, IMPLICIT))
                .isEqualTo(hex("0800 3210 12000000 FEFF00E0 0A000000 0800 0001 02000000 3120"
                        + "1000 2000 02000000 3132" + "2800 1000 02000000 0201" + "E07F 1000 02000000 0102"));
        assertThat(encoded(dataSet, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN))
                .isEqualTo(hex("0008 1032 5351 0000 00000012 FFFE E000 0000000A 0008 0100 5348 0002 3120"
                        + "0010 0020 4C4F 0002 3132" + "0028 0010 5553 0002 0102"
                        + "7FE0 0010 4F57 0000 00000002 0201"));
    }

    @Test
    void textGoesOutInTheCharacterSetOfItsDataSetAlsoInItems() {
        DataSet item = new DataSet().put(Tag.CodeMeaning, "Ія");
        DataSet other =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192").put(Tag.CodeMeaning, "Ґ");
        DataSet dataSet = new DataSet()
                .put(Tag.PatientName, "Ія")
                .put(Tag.SpecificCharacterSet, "ISO_IR 144")
                .putItems(Tag.ProcedureCodeSequence, item, other);
        DataSet written = decoded(encoded(dataSet, EXPLICIT), EXPLICIT);
        assertThat(written.get(Tag.PatientName).orElseThrow().bytes())
                .asHexString()
                .isEqualTo("A6EF");
        List<DataSet> items = written.items(Tag.ProcedureCodeSequence);
        assertThat(items.get(0).get(Tag.CodeMeaning).orElseThrow().bytes())
                .asHexString()
                .isEqualTo("A6EF");
        assertThat(items.get(1).get(Tag.CodeMeaning).orElseThrow().bytes())
                .asHexString()
                .isEqualTo("D290");
        assertThat(items.get(0).string(Tag.CodeMeaning)).contains("Ія");
        assertThat(items.get(1).string(Tag.CodeMeaning)).contains("Ґ");
    }

    @Test
    void whatWasReadInOneCharacterSetIsWrittenInAnother() {
        DataSet dataSet = image().put(Tag.SpecificCharacterSet, "ISO_IR 144");
        DataSet read = decoded(encoded(dataSet, EXPLICIT), EXPLICIT);
        read.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        DataSet converted = decoded(encoded(read, EXPLICIT), EXPLICIT);
        assertThat(converted.characterSet()).isEqualTo(SpecificCharacterSet.ISO_IR_192);
        assertThat(converted.string(Tag.PatientName)).contains("Шевченко^Тарас^Григорович");
        assertThat(converted.items(Tag.ProcedureCodeSequence).get(0).string(Tag.CodeMeaning))
                .contains("Знімок");
    }

    @Test
    void textWithoutCodeInTheCharacterSetIsRefusedAndNotReplaced() {
        DataSet dataSet = image().remove(Tag.SpecificCharacterSet);
        assertThatThrownBy(() -> encoded(dataSet, EXPLICIT))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("ISO_IR 192")
                .hasMessageNotContaining("Шевченко");
    }

    @Test
    void bytesInAnUnknownCharacterSetGoOutUntouched() {
        DataSet dataSet =
                new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 999").putBytes(Tag.PatientName, VR.PN, hex("C7E5"));
        byte[] bytes = encoded(dataSet, EXPLICIT);
        assertThat(encoded(decoded(bytes, EXPLICIT), EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void groupLengthsStayRightAfterAnEdit() {
        DataSet item = new DataSet().put(0x00080000, VR.UL, "0").put(Tag.CodeMeaning, "abc");
        DataSet dataSet = new DataSet()
                .put(0x00080000, VR.UL, "0")
                .put(Tag.Modality, "CT")
                .putItems(Tag.ProcedureCodeSequence, item)
                .put(0x00100000, VR.UL, "0")
                .put(Tag.PatientID, "12345678")
                .put(Tag.Rows, 1);
        DataSet written = decoded(encoded(dataSet, EXPLICIT), EXPLICIT);
        assertThat(written.integer(0x00100000)).contains(16);
        assertThat(written.items(Tag.ProcedureCodeSequence).get(0).integer(0x00080000))
                .contains(12);
        assertThat(written.integer(0x00080000)).contains(10 + 12 + 8 + 12 + 12);
        DataSet longer = decoded(encoded(written.put(Tag.PatientID, "1234567890"), EXPLICIT), EXPLICIT);
        assertThat(longer.integer(0x00100000)).contains(18);
    }

    @Test
    void aValueTooLongForA16BitLengthIsWrittenAsUnAndReadAsWhatItIs() {
        String text = Stream.generate(() -> "0123456789")
                .limit(7000)
                .reduce((a, b) -> a + "\\" + b)
                .orElseThrow();
        Element longText =
                Element.of(Tag.OtherPatientIDs, VR.LO, new Value.Bytes(text.getBytes(StandardCharsets.US_ASCII)));
        DataSet read = decoded(encoded(new DataSet().put(longText), EXPLICIT), EXPLICIT);
        assertThat(read.get(Tag.OtherPatientIDs)).map(Element::vr).contains(VR.UN);
        assertThat(read.strings(Tag.OtherPatientIDs)).hasSize(7000).containsOnly("0123456789");
    }

    @Test
    void fragmentsAreNotWrittenUnderANativeSyntax() {
        DataSet dataSet = image().putFragments(Tag.PixelData, List.of(BulkData.of(new byte[2])));
        assertThatThrownBy(() -> encoded(dataSet, EXPLICIT))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("1.2.840.10008.1.2.1");
    }

    @Test
    void aFileCanBeRewrittenOverItself() throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(DicomObject.of(image(), EXPLICIT), file);
        DicomObject object = DicomReader.read(file, ReadOptions.defaults().withBulkThreshold(2));
        object.dataSet().put(Tag.PatientName, "Ковальчук^Іван");
        DicomWriter.write(object, file);
        DataSet rewritten = DicomReader.read(file).dataSet();
        assertThat(rewritten.string(Tag.PatientName)).contains("Ковальчук^Іван");
        assertThat(rewritten.get(Tag.PixelData).orElseThrow().bytes())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFailureLeavesWhatWasThereAndNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("image.dcm"), "before");
        DataSet failing = image().putBulk(Tag.PixelData, VR.OW, BulkData.of(2, () -> {
            throw new IOException("unplugged");
        }));
        assertThatThrownBy(() -> DicomWriter.write(DicomObject.of(failing, EXPLICIT), file))
                .isInstanceOf(IOException.class)
                .hasMessage("unplugged");
        assertThat(file).hasContent("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
