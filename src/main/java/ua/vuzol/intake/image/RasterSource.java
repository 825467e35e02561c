package ua.vuzol.intake.image;

import java.awt.image.Raster;
import java.io.IOException;

/** Where the samples of a frame come from, a band of rows at a time. */
interface RasterSource {

    /** How many rows are decoded together. */
    int bandRows();

    /** The heap that decoding a band needs, in bytes. */
    long memory();

    /** Decodes rows; the raster's minimum is 0,0 and it is as wide as the frame. Damaged files end in any exception. */
    Raster read(int top, int rows) throws IOException;
}
