package ua.vuzol.intake.image;

import java.awt.image.Raster;
import java.io.IOException;

/**
 * The samples of a file whose decoder begins at the first row each time, so that all rows are one band.
 *
 * @param bandRows the rows of the frame
 * @param memory the heap that decoding them needs, in bytes
 */
record WholeFrame(int bandRows, long memory, Decoding.Step<? extends Raster> decoder) implements RasterSource {
    @Override
    public Raster read(int top, int rows) throws IOException {
        return decoder.run();
    }
}
