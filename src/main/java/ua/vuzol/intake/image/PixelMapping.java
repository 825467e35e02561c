package ua.vuzol.intake.image;

/** How a row of the file's samples (samples of a pixel together) becomes a row of DICOM samples. */
@FunctionalInterface
interface PixelMapping {

    void map(int[] in, int[] out, int columns);

    /** The first samples of each pixel as they are; further ones are left out. */
    static PixelMapping first(int samples, int fileSamples) {
        return (in, out, columns) -> {
            for (int column = 0; column < columns; column++) {
                System.arraycopy(in, column * fileSamples, out, column * samples, samples);
            }
        };
    }

    /** This mapping, which gives pixels of so many samples, and then another. */
    default PixelMapping then(int samples, PixelMapping next) {
        return (in, out, columns) -> {
            int[] between = new int[columns * samples];
            map(in, between, columns);
            next.map(between, out, columns);
        };
    }

    /**
     * Samples from 0 to a maximum of their own spread over 0 to 255; to be undone exactly for maxima of 1, 3 and 15, of which 255 is
     * a multiple.
     *
     * @param maxima of each sample of a pixel
     */
    static PixelMapping spread(int[] maxima) {
        return (in, out, columns) -> {
            int samples = maxima.length;
            for (int i = 0; i < columns * samples; i++) {
                int max = maxima[i % samples];
                out[i] = (in[i] * 255 + max / 2) / max;
            }
        };
    }

    /** The colours times their opacity, which is the sample after them. */
    static PixelMapping overBlack(int colours, int fileSamples, int max) {
        return (in, out, columns) -> {
            for (int column = 0; column < columns; column++) {
                int from = column * fileSamples;
                long alpha = in[from + colours];
                for (int i = 0; i < colours; i++) {
                    out[column * colours + i] = (int) ((in[from + i] * alpha + max / 2) / max);
                }
            }
        };
    }

    /** YCbCr to RGB as JFIF 1.02 defines it, in 16.16 fixed point. */
    static PixelMapping ycbcrToRgb() {
        return (in, out, columns) -> {
            for (int i = 0; i < columns * 3; i += 3) {
                int y = in[i] << 16;
                int cb = in[i + 1] - 128;
                int cr = in[i + 2] - 128;
                out[i] = clamp(y + 91_881 * cr);
                out[i + 1] = clamp(y - 22_554 * cb - 46_802 * cr);
                out[i + 2] = clamp(y + 116_130 * cb);
            }
        };
    }

    private static int clamp(int fixedPoint) {
        return Math.max(0, Math.min(255, (fixedPoint + 0x8000) >> 16));
    }
}
