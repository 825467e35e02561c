package ua.vuzol.intake.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import ua.vuzol.intake.UnreadableInputException;

/** Opens pictures. Safe for use by several threads, which share one memory budget. */
public final class Pictures {
    private final MemoryBudget budget;

    public Pictures(MemoryBudget budget) {
        this.budget = budget;
    }

    /** With half of the heap as the budget. */
    public Pictures() {
        this(MemoryBudget.halfOfHeap());
    }

    /**
     * Opens a picture; its format is recognised by its content.
     *
     * @throws UnreadableInputException if the file is no picture of a known format, is incomplete or damaged, or exceeds the limits
     * @throws IOException if the file cannot be read, which says nothing of its content
     */
    public Picture open(Path file, PictureLimits limits) throws IOException {
        PictureInput in = new PictureInput(file);
        try {
            return switch (recognise(in)) {
                case JPEG -> JpegDecoder.open(in, limits, budget);
                case PNG -> PngDecoder.open(in, limits, budget);
                case BMP -> BmpDecoder.open(in, limits, budget);
                case TIFF -> TiffPicture.open(in, limits, budget);
            };
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static PictureFormat recognise(PictureInput in) throws IOException {
        byte[] head = new byte[8];
        int length = Math.max(0, in.read(head));
        if (length == 0) {
            throw new UnreadableInputException("The file is empty");
        }
        String hex = HexFormat.of().formatHex(head, 0, length);
        if (hex.startsWith("ffd8ff")) {
            return PictureFormat.JPEG;
        }
        if (hex.startsWith("89504e470d0a1a0a")) {
            return PictureFormat.PNG;
        }
        if (hex.startsWith("49492a00")
                || hex.startsWith("4d4d002a")
                || hex.startsWith("49492b00")
                || hex.startsWith("4d4d002b")) {
            return PictureFormat.TIFF;
        }
        if (hex.startsWith("424d")) {
            return PictureFormat.BMP;
        }
        throw new UnreadableInputException("The file does not begin like a JPEG, PNG, BMP or TIFF picture");
    }
}
