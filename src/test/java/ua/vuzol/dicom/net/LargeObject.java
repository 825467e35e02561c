package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.SparseFile;

/** An image of two gigabytes, most of which are holes in its file. */
public final class LargeObject {

    /** More than an array or a signed length can hold. */
    public static final long PIXEL_BYTES = 1L << 31;

    private static final int MARK_EVERY = 1 << 26;

    private LargeObject() {}

    /** One without pixels. */
    static DataSet image() {
        return TestObjects.image(
                SopClass.MultiFrameGrayscaleWordSecondaryCaptureImageStorage,
                1,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    public static DataSet nativeImage() {
        return image().putBulk(Tag.PixelData, VR.OW, marked(PIXEL_BYTES));
    }

    public static Path write(DataSet image, TransferSyntax syntax, Path file) throws IOException {
        try (OutputStream out = new SparseFile(file)) {
            DicomWriter.write(DicomObject.of(image, syntax), out);
        }
        return file;
    }

    /** Zeros, with a byte that tells its place here and there. */
    static BulkData marked(long length) {
        return BulkData.of(length, () -> new InputStream() {
            private long at;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int from, int count) {
                int given = (int) Math.min(count, length - at);
                Arrays.fill(bytes, from, from + given, (byte) 0);
                long mark = (at + MARK_EVERY - 1) / MARK_EVERY * MARK_EVERY;
                if (mark < at + given) {
                    bytes[from + (int) (mark - at)] = (byte) (1 + mark / MARK_EVERY);
                }
                at += given;
                return given == 0 ? -1 : given;
            }
        });
    }
}
