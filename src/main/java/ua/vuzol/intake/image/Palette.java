package ua.vuzol.intake.image;

import java.awt.image.IndexColorModel;
import java.util.Arrays;

/** The colours of a picture whose samples are indexes; ARGB, 8 bits each, not premultiplied. */
record Palette(int[] argb) {

    static Palette of(IndexColorModel model) {
        int[] argb = new int[model.getMapSize()];
        model.getRGBs(argb);
        return new Palette(argb);
    }

    boolean grey() {
        return Arrays.stream(argb).allMatch(c -> (c >> 16 & 0xFF) == (c & 0xFF) && (c >> 8 & 0xFF) == (c & 0xFF));
    }

    boolean opaque() {
        return Arrays.stream(argb).allMatch(c -> c >>> 24 == 0xFF);
    }

    int samplesPerPixel() {
        return grey() ? 1 : 3;
    }

    /** Looks the colours up and lays them over black. An index without a colour is an IndexOutOfBoundsException. */
    PixelMapping mapping() {
        int samples = samplesPerPixel();
        int[] table = new int[argb.length * samples];
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            for (int s = 0; s < samples; s++) {
                int colour = argb[i] >> 16 - 8 * s & 0xFF;
                table[i * samples + s] = (colour * alpha + 127) / 255;
            }
        }
        return (in, out, columns) -> {
            for (int column = 0; column < columns; column++) {
                System.arraycopy(table, in[column] * samples, out, column * samples, samples);
            }
        };
    }
}
