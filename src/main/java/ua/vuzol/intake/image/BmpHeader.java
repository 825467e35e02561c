package ua.vuzol.intake.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import ua.vuzol.intake.UnreadableInputException;

/** What the headers of a BMP say: BITMAPFILEHEADER and BITMAPCOREHEADER or BITMAPINFOHEADER (and its later versions). */
record BmpHeader(long rows, long columns, int bits, Optional<double[]> pixelSpacing) {
    private static final int CORE_HEADER = 12;
    private static final int INFO_HEADER = 40;

    private static final int RGB = 0;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BIT_FIELDS = 3;

    static BmpHeader read(ImageInputStream in) throws IOException {
        try {
            return parse(in);
        } catch (EOFException e) {
            throw new UnreadableInputException("The file begins like a BMP but ends in its header", e);
        }
    }

    private static BmpHeader parse(ImageInputStream in) throws IOException {
        in.seek(10);
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        long data = in.readUnsignedInt();
        long size = in.readUnsignedInt();
        if (size == CORE_HEADER) {
            int columns = in.readUnsignedShort();
            int rows = in.readUnsignedShort();
            in.skipBytes(2);
            int bits = in.readUnsignedShort();
            return new BmpHeader(rows, columns, bits, Optional.empty()).whole(in.length(), data, RGB, 0);
        }
        if (size < INFO_HEADER) {
            throw damaged("has a header of a kind that is not read");
        }
        long columns = in.readInt();
        long rows = Math.abs((long) in.readInt());
        in.skipBytes(2);
        int bits = in.readUnsignedShort();
        int compression = in.readInt();
        long imageBytes = in.readUnsignedInt();
        double perColumn = in.readInt();
        double perRow = in.readInt();
        if (in.readUnsignedInt() > 1 << 8) {
            throw damaged("has a palette of more than 256 colours");
        }
        return new BmpHeader(rows, columns, bits, Resolution.spacing(perRow, perColumn, 1000))
                .whole(in.length(), data, compression, imageBytes);
    }

    private BmpHeader whole(long fileLength, long data, int compression, long imageBytes) {
        boolean known =
                switch (compression) {
                    case RGB -> bits == 1 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
                    case RLE8 -> bits == 8;
                    case RLE4 -> bits == 4;
                    case BIT_FIELDS -> bits == 16 || bits == 32;
                    default -> false;
                };
        if (!known) {
            throw damaged("has " + bits + " bits a pixel in compression " + compression + ", which is not read");
        }
        boolean runLengths = compression == RLE8 || compression == RLE4;
        long stride = (columns * bits + 31) / 32 * 4;
        boolean complete = runLengths
                ? data + imageBytes <= fileLength
                : stride > 0 && rows <= Math.max(0, fileLength - data) / stride;
        if (!complete) {
            throw damaged("ends in the middle of the picture data");
        }
        return this;
    }

    private static UnreadableInputException damaged(String how) {
        return new UnreadableInputException("The file begins like a BMP but " + how);
    }
}
