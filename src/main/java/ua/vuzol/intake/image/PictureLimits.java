package ua.vuzol.intake.image;

import ua.vuzol.intake.UnreadableInputException;

/**
 * How big a picture may be. Checked against the sizes that the file announces, before anything is decoded, so that a small file
 * that unpacks to gigabytes is refused at once.
 *
 * @param maxPixelsPerFrame most pixels (rows times columns) in a frame
 * @param maxFrames most frames (TIFF pages) in a file
 * @param maxDecodedBytes most bytes of native pixel data of all frames together
 */
public record PictureLimits(long maxPixelsPerFrame, int maxFrames, long maxDecodedBytes) {

    /** 100 megapixels a frame, 2,000 frames, 2 GiB of pixel data. */
    public static final PictureLimits DEFAULT = new PictureLimits(100_000_000, 2_000, 2L << 30);

    public PictureLimits {
        if (maxPixelsPerFrame < 1 || maxFrames < 1 || maxDecodedBytes < 1) {
            throw new IllegalArgumentException("Every limit on pictures must be at least 1");
        }
    }

    void checkFrame(long rows, long columns) {
        if (rows < 1 || columns < 1) {
            throw new UnreadableInputException("The picture announces a size of " + columns + " x " + rows + " pixels");
        }
        if (rows > maxPixelsPerFrame / columns) {
            throw new UnreadableInputException("The picture announces " + columns + " x " + rows
                    + " pixels, more than the limit of " + maxPixelsPerFrame + " pixels a frame");
        }
        if (rows > 65_535 || columns > 65_535) {
            throw new UnreadableInputException("The picture announces " + columns + " x " + rows
                    + " pixels, but rows and columns of a DICOM image are at most 65535");
        }
    }

    void checkFrames(long frames) {
        if (frames > maxFrames) {
            throw new UnreadableInputException(
                    "The file holds more than " + maxFrames + " pages, the limit of pages in a file");
        }
    }

    void checkDecoded(long bytes) {
        if (bytes > maxDecodedBytes) {
            throw new UnreadableInputException("The file would unpack to " + bytes + " bytes, more than the limit of "
                    + maxDecodedBytes + " bytes");
        }
    }
}
