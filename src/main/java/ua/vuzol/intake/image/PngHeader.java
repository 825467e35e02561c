package ua.vuzol.intake.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.stream.ImageInputStream;
import ua.vuzol.intake.UnreadableInputException;

/**
 * What the chunks of a PNG say (ISO/IEC 15948), read from IHDR to IEND with every checksum verified: a file that breaks off or
 * was damaged on its way is found without decoding.
 *
 * @param transparency whether a tRNS chunk makes a colour or palette entries transparent
 * @param animated whether there are more frames (acTL), which are not read
 * @param pixelSpacing from pHYs, if in metres
 */
record PngHeader(
        int rows,
        int columns,
        int bitDepth,
        int colourType,
        boolean transparency,
        boolean animated,
        Optional<double[]> pixelSpacing) {

    static final int GREY = 0;
    static final int TRUECOLOUR = 2;
    static final int INDEXED = 3;
    static final int GREY_ALPHA = 4;
    static final int TRUECOLOUR_ALPHA = 6;

    private static final int IHDR = 0x49484452;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;
    private static final int TRNS = 0x74524E53;
    private static final int PHYS = 0x70485973;
    private static final int ACTL = 0x6163544C;

    int colours() {
        return colourType == TRUECOLOUR || colourType == TRUECOLOUR_ALPHA ? 3 : 1;
    }

    boolean alpha() {
        return colourType == GREY_ALPHA || colourType == TRUECOLOUR_ALPHA;
    }

    /** Whether one colour is declared transparent; the JDK's reader then gives each pixel an opacity, as if it had alpha. */
    boolean transparentColour() {
        return transparency && (colourType == GREY || colourType == TRUECOLOUR);
    }

    static PngHeader read(ImageInputStream in) throws IOException {
        try {
            return new Parser(in).parse();
        } catch (EOFException e) {
            throw new UnreadableInputException("The file begins like a PNG but ends before its last chunk", e);
        }
    }

    private static final class Parser {
        private final ImageInputStream in;
        private final byte[] buffer = new byte[1 << 13];
        private int rows;
        private int columns;
        private int bitDepth;
        private int colourType = -1;
        private boolean transparency;
        private boolean animated;
        private boolean data;
        private Optional<double[]> pixelSpacing = Optional.empty();

        Parser(ImageInputStream in) {
            this.in = in;
        }

        PngHeader parse() throws IOException {
            in.seek(8);
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            int type;
            do {
                long length = in.readUnsignedInt();
                type = in.readInt();
                long start = in.getStreamPosition();
                if (length > in.length() - start) {
                    throw new EOFException();
                }
                verifyChecksum(length);
                in.seek(start);
                chunk(type, length);
                in.seek(start + length + 4);
            } while (type != IEND);
            if (!data) {
                throw damaged("holds no picture data");
            }
            return new PngHeader(rows, columns, bitDepth, colourType, transparency, animated, pixelSpacing);
        }

        private void verifyChecksum(long length) throws IOException {
            CRC32 crc = new CRC32();
            in.seek(in.getStreamPosition() - 4);
            long left = length + 4;
            while (left > 0) {
                int count = (int) Math.min(left, buffer.length);
                in.readFully(buffer, 0, count);
                crc.update(buffer, 0, count);
                left -= count;
            }
            if (in.readUnsignedInt() != crc.getValue()) {
                throw damaged("is damaged: the checksum of a chunk is wrong");
            }
        }

        private void chunk(int type, long length) throws IOException {
            if ((type == IHDR) != (colourType < 0)) {
                throw damaged("is damaged: it does not begin with one IHDR chunk");
            }
            switch (type) {
                case IHDR -> {
                    columns = in.readInt();
                    rows = in.readInt();
                    bitDepth = in.readUnsignedByte();
                    colourType = in.readUnsignedByte();
                    checkSamples();
                }
                case IDAT -> data = true;
                case TRNS -> transparency = true;
                case ACTL -> animated = true;
                case PHYS -> {
                    double perColumn = in.readUnsignedInt();
                    double perRow = in.readUnsignedInt();
                    if (length == 9 && in.readUnsignedByte() == 1) {
                        pixelSpacing = Resolution.spacing(perRow, perColumn, 1000);
                    }
                }
                default -> {}
            }
        }

        private void checkSamples() {
            boolean known =
                    switch (colourType) {
                        case GREY -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8 || bitDepth == 16;
                        case INDEXED -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8;
                        case TRUECOLOUR, GREY_ALPHA, TRUECOLOUR_ALPHA -> bitDepth == 8 || bitDepth == 16;
                        default -> false;
                    };
            if (!known) {
                throw damaged("is damaged: there is no colour type " + colourType + " with " + bitDepth + " bits");
            }
        }

        private static UnreadableInputException damaged(String how) {
            return new UnreadableInputException("The file begins like a PNG but " + how);
        }
    }
}
