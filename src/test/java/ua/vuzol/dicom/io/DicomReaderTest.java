package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;
import static ua.vuzol.dicom.io.DicomTestSupport.image;
import static ua.vuzol.dicom.io.DicomTestSupport.readFile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class DicomReaderTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    Path folder;

    @Test
    void readsFileMetaInformationAndDataSet() {
        DicomObject object = readFile(DicomTestSupport.file(DicomObject.of(image(), EXPLICIT)));
        assertThat(object.transferSyntax()).isEqualTo(EXPLICIT);
        assertThat(object.fileMeta().string(Tag.MediaStorageSOPInstanceUID)).contains("2.25.1");
        assertThat(object.dataSet().string(Tag.PatientName)).contains("Шевченко^Тарас^Григорович");
        assertThat(object.dataSet().items(Tag.ProcedureCodeSequence).get(0).string(Tag.CodeMeaning))
                .contains("Знімок");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"})
    void readsADataSetWithoutPreambleAndFileMetaInformation(String uid) {
        TransferSyntax syntax = TransferSyntax.of(uid);
        DicomObject object = readFile(encoded(image(), syntax));
        assertThat(object.transferSyntax()).isEqualTo(syntax);
        assertThat(object.fileMeta().isEmpty()).isTrue();
        assertThat(object.dataSet().integer(Tag.Columns)).contains(3);
    }

    @Test
    void theEncodingFoundCountsAndNotTheOneDeclared() {
        for (TransferSyntax declared : List.of(EXPLICIT, IMPLICIT, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            for (TransferSyntax real : List.of(EXPLICIT, IMPLICIT, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
                DicomObject object = readFile(declaring(declared, encoded(image(), real)));
                assertThat(object.transferSyntax()).isEqualTo(real);
                assertThat(object.dataSet().integer(Tag.Columns)).contains(3);
            }
        }
    }

    @Test
    void anImplicitDataSetWithFragmentsIsReadAndWrittenBack() {
        byte[] implicit = hex("1000 2000 02000000 3132" + "E07F 1000 FFFFFFFF" + "FEFF00E0 00000000"
                + "FEFF00E0 02000000 FFD8" + "FEFFDDE0 00000000");
        DicomObject object = readFile(declaring(TransferSyntax.JPEG_BASELINE, implicit));
        assertThat(object.transferSyntax().uid()).isEqualTo(TransferSyntax.JPEG_BASELINE.uid());
        assertThat(object.transferSyntax().explicit()).isFalse();
        assertThat(encoded(object.dataSet(), object.transferSyntax())).isEqualTo(implicit);
    }

    @Test
    void aDataSetDeclaredDeflatedButNotDeflatedIsRead() {
        DicomObject object =
                readFile(declaring(TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, encoded(image(), EXPLICIT)));
        assertThat(object.transferSyntax()).isEqualTo(EXPLICIT);
        assertThat(object.dataSet().integer(Tag.Columns)).contains(3);
    }

    private static byte[] declaring(TransferSyntax declared, byte[] dataSet) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes());
        file.writeBytes(encoded(new DataSet().put(Tag.TransferSyntaxUID, declared.uid()), EXPLICIT));
        file.writeBytes(dataSet);
        return file.toByteArray();
    }

    @Test
    void longValuesOfAFileAreReferencesToIt() throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(DicomObject.of(image(), EXPLICIT), file);
        DataSet dataSet = DicomReader.read(file, ReadOptions.defaults().withBulkThreshold(11))
                .dataSet();
        assertThat(dataSet.get(Tag.PixelData).orElseThrow().value())
                .isInstanceOfSatisfying(Value.Bulk.class, bulk -> assertThat(bulk.data())
                        .isInstanceOfSatisfying(BulkData.FileRange.class, range -> {
                            assertThat(range.path()).isEqualTo(file);
                            assertThat(range.length()).isEqualTo(12);
                        }));
        assertThat(dataSet.get(Tag.PixelData).orElseThrow().bytes())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void aBigEndianReferenceGivesLittleEndianWords() throws IOException {
        Path file = folder.resolve("image.dcm");
        DicomWriter.write(DicomObject.of(image(), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN), file);
        DataSet dataSet = DicomReader.read(file, ReadOptions.defaults().withBulkThreshold(11))
                .dataSet();
        assertThat(dataSet.get(Tag.PixelData).orElseThrow().bytes())
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }

    @Test
    void stopsBeforeTheTagAskedFor() {
        byte[] bytes = encoded(image(), EXPLICIT);
        DataSet dataSet = decoded(bytes, EXPLICIT, ReadOptions.headerOnly());
        assertThat(dataSet.contains(Tag.PixelData)).isFalse();
        assertThat(dataSet.contains(Tag.Columns)).isTrue();
        assertThat(dataSet.items(Tag.ProcedureCodeSequence)).hasSize(2);
    }

    @Test
    void whereImplicitVrLeavesAChoiceThePixelRepresentationDecidesAlsoInItems() {
        for (VR vr : List.of(VR.US, VR.SS)) {
            String number = vr == VR.SS ? "-5" : "5";
            DataSet item = new DataSet()
                    .put(Tag.LUTDescriptor, vr, "256", number, "16")
                    .putBytes(Tag.LUTData, VR.OW, new byte[4]);
            DataSet dataSet = new DataSet()
                    .put(Tag.PixelRepresentation, vr == VR.SS ? 1 : 0)
                    .put(Tag.SmallestImagePixelValue, vr, number)
                    .putItems(Tag.ModalityLUTSequence, item)
                    .putBytes(Tag.PixelData, VR.OW, new byte[] {1, 2});
            DataSet read = decoded(encoded(dataSet, IMPLICIT), IMPLICIT);
            assertThat(encoded(read, EXPLICIT)).isEqualTo(encoded(dataSet, EXPLICIT));
        }
    }

    @Test
    void theDeclaredByteOrderCountsWhereTheFirstGroupDoesNotTell() {
        DataSet dataSet = new DataSet().putBytes(0x3F031001, VR.OW, new byte[] {1, 2});
        for (TransferSyntax syntax : List.of(EXPLICIT, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            DicomObject object = readFile(declaring(syntax, encoded(dataSet, syntax)));
            assertThat(object.transferSyntax()).isEqualTo(syntax);
            assertThat(object.dataSet().contains(0x3F031001)).isTrue();
        }
    }

    @Test
    void anUnknownVrIsUnAndIsWrittenAsItWas() {
        byte[] longForm = hex("0900 0110 5A5A 0000 04000000 01020304");
        byte[] shortForm = hex("0900 0110 3F3F 0400 01020304");
        for (byte[] bytes : List.of(longForm, shortForm)) {
            DataSet dataSet = decoded(bytes, EXPLICIT);
            assertThat(dataSet.get(0x00091001)).map(Element::vr).contains(VR.UN);
            assertThat(dataSet.get(0x00091001).orElseThrow().bytes()).containsExactly(1, 2, 3, 4);
            assertThat(encoded(dataSet, EXPLICIT)).isEqualTo(bytes);
        }
    }

    @Test
    void unOfUndefinedLengthIsAnImplicitSequence() {
        byte[] bytes = hex("0900 0110 554E 0000 FFFFFFFF" + "FEFF00E0 FFFFFFFF" + "1000 2000 02000000 3132"
                + "FEFF0DE0 00000000" + "FEFFDDE0 00000000");
        DataSet dataSet = decoded(bytes, EXPLICIT);
        assertThat(dataSet.item(0x00091001).orElseThrow().string(Tag.PatientID)).contains("12");
        assertThat(encoded(dataSet, EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void keepsOddLengthsUndefinedLengthsAndTrailingPadding() {
        byte[] bytes = hex("0800 1811 5351 0000 FFFFFFFF" + "FEFF00E0 0B000000" + "1000 2000 4C4F 0300 313233"
                + "FEFF00E0 FFFFFFFF FEFF0DE0 00000000" + "FEFFDDE0 00000000" + "FCFF FCFF 4F42 0000 02000000 0000");
        assertThat(encoded(decoded(bytes, EXPLICIT), EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void delimitersMissingAtTheEndAreTolerated() {
        byte[] bytes = hex("0800 1811 5351 0000 FFFFFFFF" + "FEFF00E0 FFFFFFFF" + "1000 2000 4C4F 0200 3132");
        DataSet dataSet = decoded(bytes, EXPLICIT);
        assertThat(dataSet.item(0x00081118).orElseThrow().string(Tag.PatientID)).contains("12");
    }

    @Test
    void aValueOutOfPlaceOfTheTagOrderIsFoundAllTheSame() {
        DataSet dataSet = decoded(hex("1000 2000 4C4F 0200 3132" + "0800 6000 4353 0200 4352"), EXPLICIT);
        assertThat(dataSet.string(Tag.Modality)).contains("CR");
    }

    @Test
    void encapsulatedPixelDataIsKeptFragmentByFragment() {
        byte[] bytes = hex("E07F 1000 4F42 0000 FFFFFFFF" + "FEFF00E0 04000000 00000000" + "FEFF00E0 02000000 FFD8"
                + "FEFF00E0 00000000" + "FEFFDDE0 00000000");
        TransferSyntax jpeg = TransferSyntax.JPEG_BASELINE;
        DataSet dataSet = decoded(bytes, jpeg);
        assertThat(dataSet.get(Tag.PixelData).orElseThrow().value())
                .isInstanceOfSatisfying(Value.Fragments.class, fragments -> assertThat(fragments.fragments())
                        .extracting(BulkData::length)
                        .containsExactly(4L, 2L, 0L));
        assertThat(encoded(dataSet, jpeg)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000 2000 4C4F 0400 3132", // a value longer than what is left
                "1000 2000 4C4F", // half a header
                "1000 2000 4F42 0000", // half a long header
                "1000 2000 4F42 0000 FEFFFFFF 00", // 4 GB announced
                "1000 2000 4C4F 0000 FE", // half a tag
                "0800 1811 5351 0000 0A000000 FEFF00E0", // a sequence longer than what is left
                "0800 1811 5351 0000 08000000 1000 2000 4C4F 0000", // no item in a sequence
                "0800 1811 5351 0000 FFFFFFFF FEFF00E0 10000000 1000 2000 4C4F 0000", // an item longer than what is
                // left
                "FEFF0DE0 00000000 1000 2000 4C4F 0000", // a delimiter of nothing
                "E07F 1000 4F42 0000 FFFFFFFF 1000 2000 4C4F 0000", // no fragment in pixel data
                "E07F 1000 4F42 0000 FFFFFFFF FEFF00E0 FFFFFFFF", // a fragment of undefined length
                "1000 2000 5554 0000 FFFFFFFF", // text of undefined length
                "1000 2000 5A5A 0000 FFFFFFFF" // the same under an unknown VR
            })
    void whatIsDamagedEndsInATypedExceptionWithTagAndOffset(String bytes) throws IOException {
        byte[] damaged = hex(bytes);
        assertThatThrownBy(() -> decoded(damaged, EXPLICIT))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("at byte");
        Path file = Files.write(folder.resolve("damaged.dcm"), declaring(EXPLICIT, damaged));
        assertThatThrownBy(() -> DicomReader.read(file)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    void theExceptionNamesTagAndOffset() {
        byte[] item = hex("0800 3210 5351 0000 1E000000" + "FEFF00E0 16000000" + "0800 0001 5348 0200 3132"
                + "0800 0401 4C4F 0C00 FFFF");
        assertThatThrownBy(() -> decoded(item, EXPLICIT))
                .isInstanceOfSatisfying(DicomFormatException.class, e -> {
                    assertThat(e.tag()).isEqualTo(Tag.CodeMeaning);
                    assertThat(e.offset()).isEqualTo(30);
                })
                .hasMessageContaining("at byte 30, element (0008,0104) CodeMeaning");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "4D5A900003000000", "FFD8FFE000104A46494600", "89504E470D0A1A0A0000"})
    void whatIsNoDicomIsToldSo(String bytes) {
        assertThatThrownBy(() -> readFile(hex(bytes)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("not a DICOM file");
    }

    @Test
    void aDamagedDeflatedDataSetIsToldSo() {
        byte[] deflated = encoded(image(), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);
        byte[] cut = Arrays.copyOf(deflated, deflated.length / 2);
        byte[] wrong = deflated.clone();
        Arrays.fill(wrong, 0, 8, (byte) 0xFF);
        for (byte[] damaged : List.of(cut, wrong)) {
            assertThatThrownBy(() -> decoded(damaged, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN))
                    .isInstanceOf(DicomFormatException.class);
        }
    }
}
