package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.data.VR;

/** What is irregular and can be understood is read, and written as it was or mended. */
class ToleranceTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    Path folder;

    static Set<String> cases() {
        return Irregular.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void irregularFilesAreReadAndWritten(String name) throws IOException {
        Irregular.Case irregular = Irregular.all().get(name);
        Path file = Files.write(folder.resolve("irregular.dcm"), irregular.file());
        DicomObject fromFile = DicomReader.read(file);
        DicomObject fromStream = DicomTestSupport.readFile(irregular.file());
        for (DicomObject object : List.of(fromFile, fromStream)) {
            assertThat(encoded(object.dataSet(), object.transferSyntax())).isEqualTo(hex(irregular.written()));
        }
    }

    @Test
    void onlyZerosBehindTheDataSetArePadding() {
        byte[] bytes = hex("1000 2000 4C4F 0200 3132" + "00".repeat(100) + "01");
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("zeros where an element should begin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0900 0110 554E 0000 16000000 FEFF00E0 0E000000 1000 1000 06000000 414243444546", // implicit
                "0900 0110 554E 0000 16000000 FEFF00E0 0E000000 1000 1000 504E 0600 414243444546", // explicit, though
                // it must not
                "0900 0110 554E 0000 26000000 FEFF00E0 FFFFFFFF 1000 1000 06000000 414243444546 FEFF0DE0 00000000 FEFFDDE0 00000000",
                "0900 0110 5351 0000 16000000 FEFF00E0 0E000000 1000 1000 504E 0600 414243444546" // a sequence
            })
    void unknownOfADefinedLengthGivesItsItemsWhenAskedForThem(String bytes) throws IOException {
        Path file = Files.write(folder.resolve("unknown.dcm"), hex("1000 2000 4C4F 0200 3132" + bytes));
        for (int threshold : new int[] {0, 1000}) {
            DataSet dataSet = DicomReader.read(file, ReadOptions.defaults().withBulkThreshold(threshold))
                    .dataSet();
            Element unknown = dataSet.get(0x00091001).orElseThrow();
            List<DataSet> items = DicomReader.items(unknown, ReadOptions.defaults());
            assertThat(items).singleElement().satisfies(item -> assertThat(item.string(Tag.PatientName))
                    .contains("ABCDEF"));
            assertThat(encoded(dataSet, EXPLICIT)).containsSequence(hex(bytes));
        }
    }

    @Test
    void itemsInUnknownHaveTheCharacterSetAroundThem() throws IOException {
        byte[] bytes = hex("0800 0500 4353 0A00 49534F5F495220313434" + "0900 0110 554E 0000 12000000"
                + "FEFF00E0 0A000000 1000 1000 02000000 A6EF");
        DataSet dataSet = decoded(bytes, EXPLICIT);
        List<DataSet> items = DicomReader.items(dataSet.get(0x00091001).orElseThrow(), ReadOptions.defaults());
        assertThat(items.get(0).string(Tag.PatientName)).contains("Ія");
    }

    @Test
    void whatHoldsNoItemsIsToldSo() throws IOException {
        DataSet dataSet =
                new DataSet().putBytes(0x00091001, VR.UN, new byte[10]).putBytes(0x00091002, VR.UN, new byte[0]);
        Element none = dataSet.get(0x00091001).orElseThrow();
        assertThatThrownBy(() -> DicomReader.items(none, ReadOptions.defaults()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("not the items of a sequence");
        assertThat(DicomReader.items(dataSet.get(0x00091002).orElseThrow(), ReadOptions.defaults()))
                .isEmpty();
        Element cut = decoded(hex("0900 0110 554E 0000 0E000000 FEFF00E0 FF000000 1000 1000 0200"), EXPLICIT)
                .get(0x00091001)
                .orElseThrow();
        assertThatThrownBy(() -> DicomReader.items(cut, ReadOptions.defaults()))
                .isInstanceOf(DicomFormatException.class);
    }

    @Test
    void theGroupLengthOfACommandIsRight() {
        DataSet command = new DataSet()
                .put(Tag.CommandGroupLength, 0)
                .put(Tag.AffectedSOPClassUID, "1.2.840.10008.1.1")
                .put(Tag.CommandField, 0x30);
        byte[] bytes = encoded(command, IMPLICIT);
        assertThat(decoded(bytes, IMPLICIT).integer(Tag.CommandGroupLength)).contains(bytes.length - 12);
        DataSet longer = decoded(bytes, IMPLICIT).put(Tag.AffectedSOPInstanceUID, "1.2.3");
        byte[] again = encoded(longer, IMPLICIT);
        assertThat(decoded(again, IMPLICIT).integer(Tag.CommandGroupLength)).contains(again.length - 12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.840.10008.1.2.4.110",
                "1.2.840.10008.1.2.4.111",
                "1.2.840.10008.1.2.4.112",
                "1.2.840.10008.1.2.4.203",
                "1.2.840.10008.1.2.8.1"
            })
    void theNewestTransferSyntaxesAreKnownAndEncapsulated(String uid) {
        assertThat(Uid.name(uid)).isPresent();
        TransferSyntax syntax = TransferSyntax.of(uid);
        assertThat(syntax.encapsulated()).isTrue();
        assertThat(syntax.explicit()).isTrue();
        assertThat(syntax.deflated()).isFalse();
    }
}
