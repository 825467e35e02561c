package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.TransferSyntax;

class RoundTripTest {

    static final Map<String, String> NOT_IDENTICAL = Map.of(
            "dicomdir/DICOMDIR-nooffset", "an item longer than its sequence comes out with its real length",
            "malformed/j2k_too_short.dcm", "the delimiter missing at the end is there");

    static final Map<String, String> NOT_READ = Map.of(
            "malformed/GH626_bad_group_length.dcm", "garbage after the file meta information",
            "malformed/MR_truncated.dcm", "ends inside the pixel data",
            "malformed/OF_131_bytes.dcm", "no DICOM",
            "malformed/no_meta.dcm", "begins with a broken tag",
            "malformed/rtplan_truncated.dcm", "ends inside a sequence of defined length",
            "malformed/zero_byte_file.dcm", "empty");

    @Test
    void realFilesAreReadAndWrittenBackBitForBit() throws IOException {
        Map<String, String> notRead = new TreeMap<>();
        Map<String, String> notIdentical = new TreeMap<>();
        for (Path file : DicomTestSupport.realFiles()) {
            String name = DicomTestSupport.name(file);
            try {
                if (!isIdenticalWhenRewritten(file)) {
                    notIdentical.put(name, NOT_IDENTICAL.getOrDefault(name, "unexpected"));
                }
            } catch (DicomFormatException e) {
                notRead.put(name, NOT_READ.getOrDefault(name, e.getMessage()));
            }
        }
        assertThat(notRead).containsExactlyInAnyOrderEntriesOf(NOT_READ);
        assertThat(notIdentical).containsExactlyInAnyOrderEntriesOf(NOT_IDENTICAL);
    }

    private static boolean isIdenticalWhenRewritten(Path file) throws IOException {
        DicomObject object = DicomReader.read(file);
        byte[] before = DicomTestSupport.dataSetBytes(Files.readAllBytes(file));
        byte[] after = DicomTestSupport.encoded(object.dataSet(), object.transferSyntax());
        return object.transferSyntax().deflated()
                ? Arrays.equals(inflated(before), inflated(after))
                : Arrays.equals(before, after);
    }

    private static byte[] inflated(byte[] bytes) throws IOException {
        return new InflaterInputStream(new ByteArrayInputStream(bytes), new Inflater(true)).readAllBytes();
    }

    @Test
    void realFilesReadTheSameFromAStreamAsFromAFile() throws IOException {
        for (Path file : DicomTestSupport.realFiles()) {
            try {
                DicomObject fromFile =
                        DicomReader.read(file, ReadOptions.defaults().withBulkThreshold(100));
                DicomObject fromStream = DicomTestSupport.readFile(Files.readAllBytes(file));
                assertThat(DicomTestSupport.file(fromStream))
                        .as(file.toString())
                        .isEqualTo(DicomTestSupport.file(fromFile));
            } catch (DicomException e) {
                assertThat(NOT_READ).containsKey(DicomTestSupport.name(file));
            }
        }
    }

    @Test
    void nativeRealFilesKeepTheirContentThroughEveryNativeSyntax() throws IOException {
        for (Path file : DicomTestSupport.realFiles()) {
            if (NOT_READ.containsKey(DicomTestSupport.name(file))
                    || DicomTestSupport.name(file).startsWith("series")) {
                continue;
            }
            DicomObject object = DicomReader.read(file);
            if (object.transferSyntax().encapsulated()) {
                continue;
            }
            byte[] implicit = DicomTestSupport.encoded(object.dataSet(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
            for (TransferSyntax syntax : new TransferSyntax[] {
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN
            }) {
                byte[] other = DicomTestSupport.encoded(object.dataSet(), syntax);
                byte[] back = DicomTestSupport.encoded(
                        DicomTestSupport.decoded(other, syntax), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
                assertThat(back).as(file + " by way of " + syntax.uid()).isEqualTo(implicit);
            }
        }
    }
}
