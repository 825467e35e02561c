package ua.vuzol.intake.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** A frame whose samples are decoded band by band, within the memory budget, when they are written. */
record NativeFrame(
        PictureFormat format,
        int rows,
        int columns,
        int samplesPerPixel,
        int bitsStored,
        PhotometricInterpretation photometric,
        Optional<double[]> pixelSpacing,
        List<String> remarks,
        RasterSource source,
        PixelMapping mapping,
        MemoryBudget budget)
        implements Frame {

    NativeFrame {
        remarks = List.copyOf(remarks);
    }

    @Override
    public int bitsAllocated() {
        return bitsStored <= 8 ? 8 : 16;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        int bytesPerSample = bitsAllocated() / 8;
        int[] mapped = new int[columns * samplesPerPixel];
        byte[] line = new byte[mapped.length * bytesPerSample];
        forEachRow(format, source, rows, columns, budget, samples -> {
            Decoding.of(format, () -> {
                mapping.map(samples, mapped, columns);
                return mapped;
            });
            for (int i = 0; i < mapped.length; i++) {
                line[i * bytesPerSample] = (byte) mapped[i];
                if (bytesPerSample == 2) {
                    line[2 * i + 1] = (byte) (mapped[i] >> 8);
                }
            }
            out.write(line);
        });
    }

    /** Whether the sample after the colours has its greatest value in every pixel; decodes the frame to see it. */
    static boolean opaque(
            PictureFormat format,
            RasterSource source,
            int rows,
            int columns,
            int fileSamples,
            int colours,
            int max,
            MemoryBudget budget)
            throws IOException {
        boolean[] opaque = {true};
        forEachRow(format, source, rows, columns, budget, samples -> {
            for (int i = colours; i < columns * fileSamples; i += fileSamples) {
                opaque[0] &= samples[i] == max;
            }
        });
        return opaque[0];
    }

    @FunctionalInterface
    private interface RowSink {
        void row(int[] samples) throws IOException;
    }

    private static void forEachRow(
            PictureFormat format, RasterSource source, int rows, int columns, MemoryBudget budget, RowSink sink)
            throws IOException {
        budget.with(source.memory(), () -> {
            int[] samples = null;
            for (int top = 0; top < rows; top += source.bandRows()) {
                int from = top;
                int count = Math.min(source.bandRows(), rows - top);
                Raster band = Decoding.of(format, () -> source.read(from, count));
                for (int row = 0; row < count; row++) {
                    int y = row;
                    int[] reused = samples;
                    samples = Decoding.of(
                            format, () -> band.getPixels(band.getMinX(), band.getMinY() + y, columns, 1, reused));
                    sink.row(samples);
                }
            }
        });
    }
}
