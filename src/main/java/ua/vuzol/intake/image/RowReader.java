package ua.vuzol.intake.image;

import java.awt.image.Raster;
import java.io.IOException;

/** Decodes a frame from the first row to the last, band by band, within the memory budget. */
record RowReader(PictureFormat format, int rows, int columns, RasterSource source, MemoryBudget budget) {

    @FunctionalInterface
    interface RowSink {
        /** Gets the file's samples of a row, samples of a pixel together; the array is used again for the next row. */
        void row(int[] samples) throws IOException;
    }

    void forEachRow(RowSink sink) throws IOException {
        budget.with(source.memory(), () -> {
            int[] samples = null;
            for (int top = 0; top < rows; top += source.bandRows()) {
                int from = top;
                int count = Math.min(source.bandRows(), rows - top);
                Raster band = Decoding.of(format, () -> source.read(from, count));
                for (int row = 0; row < count; row++) {
                    int y = band.getMinY() + row;
                    int[] reused = samples;
                    samples = Decoding.of(format, () -> band.getPixels(band.getMinX(), y, columns, 1, reused));
                    sink.row(samples);
                }
            }
        });
    }

    /** Whether the sample after the colours has its greatest value in every pixel; decodes the frame to see it. */
    boolean opaque(int fileSamples, int colours, int max) throws IOException {
        boolean[] opaque = {true};
        forEachRow(samples -> {
            for (int i = colours; i < columns * fileSamples; i += fileSamples) {
                opaque[0] &= samples[i] == max;
            }
        });
        return opaque[0];
    }
}
