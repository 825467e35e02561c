package ua.vuzol.intake.image;

import static ua.vuzol.intake.image.TiffDirectory.*;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import ua.vuzol.intake.UnreadableInputException;

/**
 * What a page's directory says of its samples, checked against itself and the length of the file.
 *
 * @param index the directory's place in the chain, as the library counts
 * @param colours samples that carry the picture: 1 or 3, and 1 for indexes into a palette
 * @param samples all samples of a pixel, extra samples included
 * @param alpha what the extra sample means
 * @param segmentRows rows of a strip or tile
 * @param lossyLength as {@link Frame#lossyLength}
 * @param segmentBytes that the decoder holds at a time: a strip's row or a whole tile
 */
record TiffPage(
        int index,
        int rows,
        int columns,
        int colours,
        int samples,
        int bits,
        int photometric,
        Alpha alpha,
        int segmentRows,
        long segmentBytes,
        int orientation,
        Optional<double[]> pixelSpacing,
        OptionalLong lossyLength,
        Optional<Palette> palette) {

    static final int WHITE_IS_ZERO = 0;
    static final int BLACK_IS_ZERO = 1;
    static final int RGB = 2;
    static final int INDEXES = 3;
    static final int YCBCR = 6;

    /** Compression schemes: none, CCITT (2, 3, 4), LZW, old and new JPEG, Deflate (two numbers), PackBits. */
    private static final Set<Long> COMPRESSIONS = Set.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 32946L, 32773L);

    /** Old and new JPEG of those. */
    private static final Set<Long> JPEG = Set.of(6L, 7L);

    private static final Set<Long> GREY_BITS = Set.of(1L, 2L, 4L, 8L, 10L, 12L, 14L, 16L);

    /** ExtraSamples (TIFF 6.0, section 18). */
    enum Alpha {
        NONE,
        UNSPECIFIED,
        /** The colours are already times their opacity, as if laid over black. */
        PREMULTIPLIED,
        UNASSOCIATED
    }

    long decodedBytes() {
        int outSamples = palette.map(Palette::samplesPerPixel).orElse(colours);
        return (long) rows * columns * outSamples * (bits > 8 ? 2 : 1);
    }

    /** Whether the page is a picture of its own, not a thumbnail or a mask of another page. */
    static boolean isPicture(TiffDirectory directory) {
        return (directory.value(NEW_SUBFILE_TYPE, 0) & 0b101) == 0;
    }

    static TiffPage of(int index, TiffDirectory directory, long fileLength, PictureLimits limits) {
        return new Checker(index, directory, fileLength, limits).page();
    }

    private record Checker(int index, TiffDirectory directory, long fileLength, PictureLimits limits) {

        TiffPage page() {
            long rows = directory.value(IMAGE_LENGTH, 0);
            long columns = directory.value(IMAGE_WIDTH, 0);
            limits.checkFrame(rows, columns);
            if (!COMPRESSIONS.contains(directory.value(COMPRESSION, 1))) {
                throw refuse(
                        "is compressed in a way that is not read (scheme " + directory.value(COMPRESSION, 1) + ")");
            }
            int samples = (int) directory.value(SAMPLES_PER_PIXEL, 1);
            int photometric = (int) directory.value(PHOTOMETRIC, -1);
            int colours = colours(photometric);
            if (samples < colours || samples > colours + 8) {
                throw refuse("has " + samples + " samples a pixel, which does not go with its colour space");
            }
            long bits = bits(samples, photometric);
            boolean tiled = directory.has(TILE_OFFSETS);
            long segmentRows =
                    tiled ? directory.value(TILE_LENGTH, 0) : Math.min(rows, directory.value(ROWS_PER_STRIP, rows));
            long segmentColumns = tiled ? directory.value(TILE_WIDTH, 0) : columns;
            limits.checkFrame(segmentRows, segmentColumns);
            segments(tiled, rows, columns, segmentRows, segmentColumns, samples, bits);
            long bytes = segmentColumns * samples * (bits > 8 ? 2 : 1);
            return new TiffPage(
                    index,
                    (int) rows,
                    (int) columns,
                    colours,
                    samples,
                    (int) bits,
                    photometric,
                    samples > colours ? alpha() : Alpha.NONE,
                    (int) segmentRows,
                    tiled ? bytes * segmentRows : bytes,
                    (int) directory.value(ORIENTATION, 1),
                    directory.pixelSpacing(),
                    lossyLength(tiled),
                    photometric == INDEXES ? Optional.of(palette((int) bits)) : Optional.empty());
        }

        /** JPEG in TIFF may be lossless, which its tags do not tell: it counts as lossy, the error that harms nobody. */
        private OptionalLong lossyLength(boolean tiled) {
            return JPEG.contains(directory.value(COMPRESSION, 1))
                    ? OptionalLong.of(LongStream.of(directory.values(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS))
                            .sum())
                    : OptionalLong.empty();
        }

        private int colours(int photometric) {
            return switch (photometric) {
                case WHITE_IS_ZERO, BLACK_IS_ZERO, INDEXES -> 1;
                case RGB, YCBCR -> 3;
                case -1 -> throw refuse("does not say what its samples mean (PhotometricInterpretation is missing)");
                default -> throw refuse("has a colour space that is not read (PhotometricInterpretation " + photometric
                        + "): save it as grey or RGB");
            };
        }

        private long bits(int samples, int photometric) {
            long[] bits = directory.has(BITS_PER_SAMPLE) ? directory.values(BITS_PER_SAMPLE) : new long[] {1};
            if (bits.length == 0 || Arrays.stream(bits).anyMatch(b -> b != bits[0])) {
                throw refuse("has samples of different sizes");
            }
            if (Arrays.stream(directory.values(SAMPLE_FORMAT)).anyMatch(f -> f != 1 && f != 4)) {
                throw refuse("has signed or floating-point samples: save it with unsigned samples of 8 or 16 bits");
            }
            boolean known =
                    switch (photometric) {
                        case RGB -> bits[0] == 8 || bits[0] == 16;
                        case YCBCR -> bits[0] == 8;
                        case INDEXES -> samples == 1 && bits[0] <= 8 && GREY_BITS.contains(bits[0]);
                        default -> samples == 1 ? GREY_BITS.contains(bits[0]) : bits[0] == 8 || bits[0] == 16;
                    };
            if (!known) {
                throw refuse("has samples of " + bits[0] + " bits, which are not read: save it with 8 or 16 bits");
            }
            return bits[0];
        }

        /** Every strip or tile must lie within the file, and if it is not compressed it must be as long as its rows. */
        private void segments(
                boolean tiled, long rows, long columns, long segmentRows, long segmentColumns, int samples, long bits) {
            long[] offsets = directory.values(tiled ? TILE_OFFSETS : STRIP_OFFSETS);
            long[] counts = directory.values(tiled ? TILE_BYTE_COUNTS : STRIP_BYTE_COUNTS);
            boolean planar = directory.value(PLANAR_CONFIGURATION, 1) == 2;
            long down = (rows + segmentRows - 1) / segmentRows;
            long perPlane = down * ((columns + segmentColumns - 1) / segmentColumns);
            long needed = perPlane * (planar ? samples : 1);
            if (offsets.length < needed || counts.length < needed) {
                throw refuse("does not say where all of its picture data are");
            }
            boolean plain = directory.value(COMPRESSION, 1) == 1 && directory.value(PHOTOMETRIC, -1) != YCBCR;
            long rowBytes = (segmentColumns * (planar ? 1 : samples) * bits + 7) / 8;
            for (int i = 0; i < needed; i++) {
                if (offsets[i] + counts[i] > fileLength) {
                    throw refuse("ends in the middle of the picture data");
                }
                long rowsHere = tiled ? segmentRows : Math.min(segmentRows, rows - i % perPlane * segmentRows);
                if (plain && counts[i] < rowsHere * rowBytes) {
                    throw refuse("has less picture data than its size needs");
                }
            }
        }

        private Alpha alpha() {
            return switch ((int) directory.value(EXTRA_SAMPLES, 0)) {
                case 1 -> Alpha.PREMULTIPLIED;
                case 2 -> Alpha.UNASSOCIATED;
                default -> Alpha.UNSPECIFIED;
            };
        }

        /** ColorMap: all reds, then greens, then blues, of 16 bits; programs exist that write 8 bits. */
        private Palette palette(int bits) {
            long[] map = directory.values(COLOR_MAP);
            int size = 1 << bits;
            if (map.length < 3 * size) {
                throw refuse("has indexes into a palette but not the palette");
            }
            int shift = Arrays.stream(map).allMatch(v -> v < 256) ? 0 : 8;
            int[] argb = new int[size];
            for (int i = 0; i < size; i++) {
                argb[i] = 0xFF << 24
                        | (int) (map[i] >> shift) << 16
                        | (int) (map[size + i] >> shift) << 8
                        | (int) (map[2 * size + i] >> shift);
            }
            return new Palette(argb);
        }

        private static UnreadableInputException refuse(String why) {
            return new UnreadableInputException("The file begins like a TIFF but a page " + why);
        }
    }
}
