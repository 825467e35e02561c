package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.dicom.io.DicomTestSupport.decoded;
import static ua.vuzol.dicom.io.DicomTestSupport.encoded;
import static ua.vuzol.dicom.io.DicomTestSupport.hex;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

class EncapsulatedFramesTest {

    private static final TransferSyntax JPEG = TransferSyntax.JPEG_BASELINE;

    @TempDir
    Path folder;

    private static DataSet image(int frames, String basicOffsetTable, String... fragments) {
        List<BulkData> all = Stream.concat(Stream.of(basicOffsetTable), Stream.of(fragments))
                .map(fragment -> BulkData.of(hex(fragment)))
                .toList();
        return new DataSet()
                .put(Tag.NumberOfFrames, frames)
                .put(Element.of(Tag.PixelData, VR.OB, new Value.Fragments(all)));
    }

    private static List<String> frames(DataSet image) throws IOException {
        EncapsulatedFrames frames = EncapsulatedFrames.of(image);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < frames.count(); i++) {
            try (InputStream in = frames.frame(i).open()) {
                all.add(HexFormat.of().withUpperCase().formatHex(in.readAllBytes()));
            }
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            frames.frame(i).writeTo(written);
            assertThat(written.toByteArray()).isEqualTo(hex(all.get(i)));
        }
        return all;
    }

    @Test
    void theBasicOffsetTableTellsWhereFramesBegin() throws IOException {
        assertThat(frames(image(2, "00000000 14000000", "0102", "0304", "0506")))
                .containsExactly("01020304", "0506");
    }

    @Test
    void theExtendedOffsetTableTellsWhereFramesBeginAndEnd() throws IOException {
        DataSet image = image(2, "", "0102", "0304", "0506")
                .putBytes(Tag.ExtendedOffsetTable, VR.OV, hex("0000000000000000 1400000000000000"))
                .putBytes(Tag.ExtendedOffsetTableLengths, VR.OV, hex("0300000000000000 0100000000000000"));
        assertThat(frames(image)).containsExactly("010203", "05");
    }

    @Test
    void aTableThatFitsNoFragmentsIsNotBelieved() throws IOException {
        for (String table : List.of("00000000 15000000", "04000000 14000000", "14000000 00000000", "00", "0000")) {
            assertThat(frames(image(3, table, "0102", "0304", "0506"))).containsExactly("0102", "0304", "0506");
        }
        DataSet image = image(3, "", "0102", "0304", "0506")
                .putBytes(Tag.ExtendedOffsetTable, VR.OV, hex("0000000000000000 1500000000000000"));
        assertThat(frames(image)).containsExactly("0102", "0304", "0506");
        image.putBytes(Tag.ExtendedOffsetTable, VR.OV, hex("0000000000000000 1400000000000000"))
                .putBytes(Tag.ExtendedOffsetTableLengths, VR.OV, hex("FF00000000000000 0100000000000000"));
        assertThat(frames(image)).containsExactly("01020304", "0506");
    }

    @Test
    void oneFrameIsAllFragments() throws IOException {
        assertThat(frames(image(1, "", "0102", "0304"))).containsExactly("01020304");
        assertThat(frames(image(1, "", "0102", "0304").remove(Tag.NumberOfFrames)))
                .containsExactly("01020304");
    }

    @Test
    void asManyFragmentsAsFramesAreOneEach() throws IOException {
        assertThat(frames(image(2, "", "0102", "0304"))).containsExactly("0102", "0304");
    }

    @Test
    void otherwiseFramesBeginWhereACodestreamDoes() throws IOException {
        for (String mark : List.of("FFD8FFE0", "FF4FFF51", "0000000C6A502020", "0000000C4A584C20", "FF0A")) {
            assertThat(frames(image(2, "", mark, "0304", mark + "0506"))).containsExactly(mark + "0304", mark + "0506");
        }
    }

    @Test
    void whereNothingTellsWhichFragmentsAreAFrameItIsRefused() {
        assertThatThrownBy(() -> EncapsulatedFrames.of(image(2, "", "0102", "0304", "0506")))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("2 frames in 3 fragments");
        assertThatThrownBy(() -> EncapsulatedFrames.of(image(2, "")))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("2 frames in 0 fragments");
        assertThatThrownBy(() -> EncapsulatedFrames.of(DicomTestSupport.image()))
                .isInstanceOf(DicomValueException.class)
                .hasMessageContaining("not encapsulated");
    }

    @Test
    void framesArePutWithAFilledBasicOffsetTable() throws IOException {
        DataSet image = new DataSet().put(Tag.NumberOfFrames, 3).putBytes(Tag.ExtendedOffsetTable, VR.OV, new byte[8]);
        EncapsulatedFrames.put(
                image,
                Stream.of("FFD801", "FFD80203", "FFD804")
                        .map(frame -> BulkData.of(hex(frame)))
                        .toList());
        assertThat(encoded(image.remove(Tag.NumberOfFrames), JPEG))
                .isEqualTo(hex("E07F 1000 4F42 0000 FFFFFFFF" + "FEFF00E0 0C000000 00000000 0C000000 18000000"
                        + "FEFF00E0 04000000 FFD80100" + "FEFF00E0 04000000 FFD80203" + "FEFF00E0 04000000 FFD80400"
                        + "FEFFDDE0 00000000"));
        assertThat(frames(decoded(encoded(image, JPEG), JPEG).put(Tag.NumberOfFrames, 3)))
                .containsExactly("FFD80100", "FFD80203", "FFD80400");
    }

    @Test
    void offsetsBeyond32BitsArePutIntoTheExtendedOffsetTable() throws IOException {
        List<BulkData> frames = Collections.nCopies(3, BulkData.of(0x8000_0001L, InputStream::nullInputStream));
        DataSet image = new DataSet();
        EncapsulatedFrames.put(image, frames);
        assertThat(image.get(Tag.ExtendedOffsetTable).orElseThrow().bytes())
                .isEqualTo(hex("0000000000000000 0A00008000000000 1400000001000000"));
        assertThat(image.get(Tag.ExtendedOffsetTableLengths).orElseThrow().bytes())
                .isEqualTo(hex("0100008000000000".repeat(3)));
        assertThat(((Value.Fragments) image.get(Tag.PixelData).orElseThrow().value()).fragments())
                .extracting(BulkData::length)
                .containsExactly(0L, 0x8000_0002L, 0x8000_0002L, 0x8000_0002L);
        EncapsulatedFrames found = EncapsulatedFrames.of(image.put(Tag.NumberOfFrames, 3));
        assertThat(found.count()).isEqualTo(3);
        assertThat(found.frame(2).length()).isEqualTo(0x8000_0001L);
        List<BulkData> tooLong = List.of(BulkData.of(0xFFFF_FFFFL, InputStream::nullInputStream));
        assertThatThrownBy(() -> EncapsulatedFrames.put(image, tooLong)).isInstanceOf(DicomValueException.class);
    }

    @Test
    void twoHundredThousandFragmentsOfAFileCostFewBytesEach() throws IOException {
        int count = 199_000;
        Path file = folder.resolve("tiles.dcm");
        DataSet image = new DataSet().put(Tag.SOPInstanceUID, "2.25.1").put(Tag.NumberOfFrames, count);
        EncapsulatedFrames.put(
                image,
                IntStream.range(0, count).mapToObj(EncapsulatedFramesTest::tile).toList());
        DicomWriter.write(DicomObject.of(image, JPEG), file);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        DicomObject read = DicomReader.read(file);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * count);
        EncapsulatedFrames frames = EncapsulatedFrames.of(read.dataSet());
        assertThat(frames.count()).isEqualTo(count);
        for (int i : new int[] {0, 1, 77_777, count - 1}) {
            assertThat(frames.frame(i)).isInstanceOf(BulkData.FileRange.class);
            assertThat(frames.frame(i).open().readAllBytes())
                    .isEqualTo(tile(i).open().readAllBytes());
        }
        read.dataSet().put(Tag.PatientName, "Edited");
        DicomWriter.write(read, file);
        EncapsulatedFrames rewritten =
                EncapsulatedFrames.of(DicomReader.read(file).dataSet());
        assertThat(rewritten.frame(count - 1).open().readAllBytes())
                .isEqualTo(tile(count - 1).open().readAllBytes());
    }

    private static BulkData tile(int number) {
        byte[] bytes = new byte[100 + number % 7 * 2];
        Arrays.fill(bytes, (byte) number);
        return BulkData.of(bytes);
    }
}
