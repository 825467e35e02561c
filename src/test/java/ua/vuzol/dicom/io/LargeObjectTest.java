package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;

/** What is large passes through without being in the heap. The files are sparse, so that it needs no disk either. */
class LargeObjectTest {

    private static final long PIXEL_BYTES = 300L << 20;
    private static final long HEAP_BYTES = 4L << 20;

    @TempDir
    Path folder;

    @Test
    void nativePixelDataOf300MegabytesIsRewrittenInFourMegabytes() throws IOException {
        rewrite(
                DicomTestSupport.image().putBulk(Tag.PixelData, VR.OW, zeros(PIXEL_BYTES)),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    @Test
    void bigEndianPixelDataOf60MegabytesIsTurnedRoundInFourMegabytes() throws IOException {
        rewrite(
                DicomTestSupport.image().putBulk(Tag.PixelData, VR.OW, zeros(PIXEL_BYTES / 5)),
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
    }

    @Test
    void encapsulatedPixelDataOf300MegabytesIsRewrittenInFourMegabytes() throws IOException {
        rewrite(
                DicomTestSupport.image().putFragments(Tag.PixelData, Collections.nCopies(3, zeros(PIXEL_BYTES / 3))),
                TransferSyntax.JPEG_BASELINE);
    }

    private void rewrite(DataSet dataSet, TransferSyntax syntax) throws IOException {
        Path file = folder.resolve("large.dcm");
        try (OutputStream out = new SparseFile(file)) {
            DicomWriter.write(DicomObject.of(dataSet, syntax), out);
        }
        DicomReader.read(file, ReadOptions.headerOnly()); // loads the tables, which are not to be counted
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Count count = new Count();
        long before = threads.getCurrentThreadAllocatedBytes();
        DicomObject object = DicomReader.read(file);
        object.dataSet().put(Tag.PatientName, "Григорович^Тарас^Шевченко");
        DicomWriter.write(object, count);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(HEAP_BYTES);
        assertThat(count.bytes).isGreaterThan(10 * HEAP_BYTES).isEqualTo(Files.size(file));
    }

    private static BulkData zeros(long length) {
        return BulkData.of(length, () -> new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                int given = (int) Math.min(count, left);
                left -= given;
                return given == 0 ? -1 : given;
            }
        });
    }

    /** Counts and forgets. */
    private static final class Count extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] more, int from, int count) {
            bytes += count;
        }
    }
}
