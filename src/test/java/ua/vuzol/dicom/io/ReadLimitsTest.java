package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class ReadLimitsTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final String OPEN_SEQUENCE_AND_ITEM = "0800 1811 5351 0000 FFFFFFFF FEFF00E0 FFFFFFFF";
    private static final String CLOSE_ITEM_AND_SEQUENCE = "FEFF0DE0 00000000 FEFFDDE0 00000000";

    @TempDir
    Path folder;

    private static byte[] nested(int depth) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] open = hex(OPEN_SEQUENCE_AND_ITEM);
        byte[] close = hex(CLOSE_ITEM_AND_SEQUENCE);
        Collections.nCopies(depth, open).forEach(bytes::writeBytes);
        Collections.nCopies(depth, close).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Test
    void sequencesMayNestToTheLimitAndNoDeeper() {
        ReadOptions options = ReadOptions.defaults().withMaxDepth(3);
        assertThat(encoded(decoded(nested(3), EXPLICIT, options), EXPLICIT)).isEqualTo(nested(3));
        assertThatThrownBy(() -> decoded(nested(4), EXPLICIT, options))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("deeper than 3");
    }

    @Test
    void aHundredThousandLevelsNeitherReadNorWrittenByRecursion() {
        byte[] bytes = nested(100_000);
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT)).isInstanceOf(DicomFormatException.class);
        DataSet dataSet = decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxDepth(100_000));
        assertThat(encoded(dataSet, EXPLICIT)).isEqualTo(bytes);
    }

    @Test
    void itemsAreCounted() {
        DataSet dataSet =
                new DataSet().putItems(Tag.ProcedureCodeSequence, new DataSet(), new DataSet(), new DataSet());
        byte[] bytes = encoded(dataSet, EXPLICIT);
        assertThat(decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxItems(3))
                        .items(Tag.ProcedureCodeSequence))
                .hasSize(3);
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxItems(2)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 2 items");
    }

    @Test
    void fragmentsAreCounted() {
        DataSet dataSet = new DataSet().putFragments(Tag.PixelData, Collections.nCopies(3, BulkData.of(new byte[2])));
        byte[] bytes = encoded(dataSet, TransferSyntax.JPEG_BASELINE);
        assertThatThrownBy(() -> decoded(
                        bytes,
                        TransferSyntax.JPEG_BASELINE,
                        ReadOptions.defaults().withMaxItems(3)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 3 items or fragments");
    }

    @Test
    void elementsAreCountedWhereverTheyAre() {
        DataSet item = new DataSet().put(Tag.CodeValue, "1").put(Tag.CodeMeaning, "2");
        byte[] bytes = encoded(new DataSet().putItems(Tag.ProcedureCodeSequence, item), EXPLICIT);
        assertThat(decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxElements(4))
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxElements(3)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 3 elements");
    }

    @Test
    void aStreamMayFillTheHeapToTheLimitAndNoFurther() {
        byte[] bytes = encoded(new DataSet().putBytes(Tag.PixelData, VR.OB, new byte[1000]), EXPLICIT);
        assertThat(decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxHeapBytes(1000))
                        .size())
                .isEqualTo(1);
        assertThatThrownBy(() -> decoded(bytes, EXPLICIT, ReadOptions.defaults().withMaxHeapBytes(999)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("999 bytes in all");
    }

    @Test
    void aFileGoesOnWithReferencesWhereTheHeapEnds() throws IOException {
        DataSet dataSet =
                new DataSet().putBytes(0x00091001, VR.OB, new byte[600]).putBytes(0x00091002, VR.OB, new byte[600]);
        Path file = folder.resolve("file.dcm");
        DicomWriter.write(DicomObject.of(dataSet, EXPLICIT), file);
        DataSet read = DicomReader.read(file, ReadOptions.defaults().withMaxHeapBytes(1000))
                .dataSet();
        assertThat(read.get(0x00091001).orElseThrow().value()).isInstanceOf(Value.Bytes.class);
        assertThat(read.get(0x00091002).orElseThrow().value()).isInstanceOf(Value.Bulk.class);
    }

    @Test
    void aDeflateBombStopsAtTheHeapLimit() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bomb, new Deflater(9, true))) {
            out.write(hex("E07F 1000 4F42 0000 00000040")); // a value of 1 GiB
            for (int i = 0; i < 32; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        assertThat(bomb.size()).isLessThan(100_000);
        assertThatThrownBy(() -> decoded(bomb.toByteArray(), TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("bytes in all");
    }

    @Test
    void aLengthThatIsALieCostsNoMemory() throws IOException {
        byte[] lie = hex("0800 1811 4F42 0000 0000C000 0102"); // 12 MiB announced, 2 bytes there
        assertThatThrownBy(() -> decoded(lie, EXPLICIT))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("only 2");
        Path file = Files.write(folder.resolve("lie.dcm"), lie);
        assertThatThrownBy(() -> DicomReader.read(file)).isInstanceOf(DicomFormatException.class);
    }
}
