package ua.vuzol.intake.image;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import ua.vuzol.intake.UnreadableInputException;

/**
 * The fields of an image file directory (TIFF 6.0, section 2) that are looked at, read without trusting any count or offset. It
 * is read before the library sees the file, whose own reader has no limits.
 */
final class TiffDirectory {
    static final int NEW_SUBFILE_TYPE = 254;
    static final int IMAGE_WIDTH = 256;
    static final int IMAGE_LENGTH = 257;
    static final int BITS_PER_SAMPLE = 258;
    static final int COMPRESSION = 259;
    static final int PHOTOMETRIC = 262;
    static final int STRIP_OFFSETS = 273;
    static final int ORIENTATION = 274;
    static final int SAMPLES_PER_PIXEL = 277;
    static final int ROWS_PER_STRIP = 278;
    static final int STRIP_BYTE_COUNTS = 279;
    static final int X_RESOLUTION = 282;
    static final int Y_RESOLUTION = 283;
    static final int PLANAR_CONFIGURATION = 284;
    static final int RESOLUTION_UNIT = 296;
    static final int COLOR_MAP = 320;
    static final int TILE_WIDTH = 322;
    static final int TILE_LENGTH = 323;
    static final int TILE_OFFSETS = 324;
    static final int TILE_BYTE_COUNTS = 325;
    static final int EXTRA_SAMPLES = 338;
    static final int SAMPLE_FORMAT = 339;

    private static final Set<Integer> WANTED = Set.of(
            NEW_SUBFILE_TYPE,
            IMAGE_WIDTH,
            IMAGE_LENGTH,
            BITS_PER_SAMPLE,
            COMPRESSION,
            PHOTOMETRIC,
            STRIP_OFFSETS,
            ORIENTATION,
            SAMPLES_PER_PIXEL,
            ROWS_PER_STRIP,
            STRIP_BYTE_COUNTS,
            X_RESOLUTION,
            Y_RESOLUTION,
            PLANAR_CONFIGURATION,
            RESOLUTION_UNIT,
            COLOR_MAP,
            TILE_WIDTH,
            TILE_LENGTH,
            TILE_OFFSETS,
            TILE_BYTE_COUNTS,
            EXTRA_SAMPLES,
            SAMPLE_FORMAT);

    /** All values of all directories together; 2,000 pages of 200 strips need 3.2 MB. */
    private static final long MAX_VALUE_BYTES = 16 << 20;

    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int RATIONAL = 5;
    /** Bytes of a value by the number of its type; 0 is no type. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final Map<Integer, long[]> fields = new HashMap<>();

    private TiffDirectory() {}

    /**
     * The chain of directories.
     *
     * @throws UnreadableInputException if the chain is broken, has no end, or holds more than the limits allow
     */
    static List<TiffDirectory> readAll(ImageInputStream in, PictureLimits limits) throws IOException {
        try {
            return new Reader(in).readAll(limits);
        } catch (EOFException e) {
            throw new UnreadableInputException(
                    "The file begins like a TIFF but ends before the description of a page", e);
        }
    }

    /** The orientation in a block of Exif; 1 (upright) if it does not say or cannot be read, which does not matter to the samples. */
    static int exifOrientation(byte[] exif) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(exif))) {
            Reader reader = new Reader(in);
            reader.header();
            return (int) reader.directory().value(ORIENTATION, 1);
        } catch (EOFException | UnreadableInputException e) {
            return 1;
        }
    }

    /** The first value of a field, or what the standard says if it is absent. */
    long value(int tag, long absent) {
        long[] values = fields.get(tag);
        return values == null || values.length == 0 ? absent : values[0];
    }

    /** The values of a field; of a rational numerator and denominator in turn. Empty if it is absent. */
    long[] values(int tag) {
        return fields.getOrDefault(tag, new long[0]);
    }

    boolean has(int tag) {
        return fields.containsKey(tag);
    }

    /** In mm; empty if ResolutionUnit says that only the ratio is meant. */
    Optional<double[]> pixelSpacing() {
        long unit = value(RESOLUTION_UNIT, 2);
        long[] x = values(X_RESOLUTION);
        long[] y = values(Y_RESOLUTION);
        if (x.length != 2 || y.length != 2 || unit != 2 && unit != 3) {
            return Optional.empty();
        }
        return Resolution.spacing((double) y[0] / y[1], (double) x[0] / x[1], unit == 2 ? 25.4 : 10);
    }

    private static final class Reader {
        private final ImageInputStream in;
        private final long length;
        private long valueBytes;

        Reader(ImageInputStream in) throws IOException {
            this.in = in;
            this.length = in.length();
        }

        List<TiffDirectory> readAll(PictureLimits limits) throws IOException {
            List<TiffDirectory> directories = new ArrayList<>();
            Set<Long> seen = new HashSet<>();
            header();
            do {
                if (!seen.add(in.getStreamPosition())) {
                    throw new UnreadableInputException("The file begins like a TIFF but its list of pages has no end");
                }
                directories.add(directory());
                limits.checkFrames(directories.size());
            } while (nextDirectory());
            return directories;
        }

        /** Reads the byte order and goes to the first directory. */
        void header() throws IOException {
            in.seek(0);
            in.setByteOrder(in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            in.skipBytes(1);
            if (in.readUnsignedShort() == 43) {
                throw new UnreadableInputException("The file is a BigTIFF, which is not read: save it as TIFF");
            }
            if (!nextDirectory()) {
                throw new UnreadableInputException("The file begins like a TIFF but has no page");
            }
        }

        private boolean nextDirectory() throws IOException {
            long offset = in.readUnsignedInt();
            if (offset >= length && length >= 0) {
                throw new EOFException();
            }
            in.seek(offset);
            return offset != 0;
        }

        /** Reads a directory and stops before the offset of the next. */
        TiffDirectory directory() throws IOException {
            TiffDirectory directory = new TiffDirectory();
            int entries = in.readUnsignedShort();
            long end = in.getStreamPosition() + 12L * entries;
            for (int i = 0; i < entries; i++) {
                entry(directory);
            }
            in.seek(end);
            return directory;
        }

        private void entry(TiffDirectory directory) throws IOException {
            int tag = in.readUnsignedShort();
            int type = in.readUnsignedShort();
            long count = in.readUnsignedInt();
            long next = in.getStreamPosition() + 4;
            int size = type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0;
            long bytes = count * size;
            valueBytes += bytes;
            if (bytes > MAX_VALUE_BYTES || valueBytes > MAX_VALUE_BYTES) {
                throw new UnreadableInputException(
                        "The file begins like a TIFF but the descriptions of its pages hold more than "
                                + MAX_VALUE_BYTES + " bytes");
            }
            if (WANTED.contains(tag)) {
                directory.fields.put(tag, values(type, (int) count, bytes));
            }
            in.seek(next);
        }

        private long[] values(int type, int count, long bytes) throws IOException {
            if (type != SHORT && type != LONG && type != RATIONAL) {
                throw new UnreadableInputException(
                        "The file begins like a TIFF but a field of a page has the wrong type");
            }
            if (bytes > 4) {
                long offset = in.readUnsignedInt();
                if (length >= 0 && offset + bytes > length) {
                    throw new EOFException();
                }
                in.seek(offset);
            }
            long[] values = new long[type == RATIONAL ? 2 * count : count];
            for (int i = 0; i < values.length; i++) {
                values[i] = type == SHORT ? in.readUnsignedShort() : in.readUnsignedInt();
            }
            return values;
        }
    }
}
