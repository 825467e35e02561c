package ua.vuzol.intake.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the frame of a BMP. */
record BmpDecoder(PictureInput in, BmpHeader header, MemoryBudget budget) {
    static Picture open(PictureInput in, PictureLimits limits, MemoryBudget budget) throws IOException {
        BmpHeader header = Decoding.of(PictureFormat.BMP, () -> BmpHeader.read(in));
        limits.checkFrame(header.rows(), header.columns());
        limits.checkDecoded(header.rows() * header.columns() * 3);
        BmpDecoder decoder = new BmpDecoder(in, header, budget);
        return new SingleFramePicture(PictureFormat.BMP, in, decoder::frame, Optional.empty());
    }

    private Frame frame() throws IOException {
        long memory = header.rows() * header.columns() * Math.max(1, header.bits() / 8);
        RasterSource samples = new WholeFrame((int) header.rows(), memory, () -> JdkReader.BMP.raster(in));
        RowReader rows = new RowReader(PictureFormat.BMP, (int) header.rows(), (int) header.columns(), samples, budget);
        ColorModel model = Decoding.of(PictureFormat.BMP, () -> JdkReader.BMP.colorModel(in));
        if (model instanceof IndexColorModel indexed) {
            Palette palette = Palette.of(indexed);
            return frame(rows, palette.mapping(), palette.samplesPerPixel(), List.of());
        }
        // the JDK's reader gives no palette when it only counts the greys up
        return model.getNumComponents() == 1
                ? frame(rows, PixelMapping.first(1, 1), 1, List.of())
                : trueColour(rows, model);
    }

    private Frame trueColour(RowReader rows, ColorModel model) throws IOException {
        List<String> remarks = new ArrayList<>();
        int[] bits = model.getComponentSize();
        int samples = bits.length;
        int[] maxima = Arrays.stream(bits).map(b -> (1 << b) - 1).toArray();
        PixelMapping mapping = PixelMapping.first(3, samples);
        if (model.hasAlpha() && !rows.opaque(samples, 3, maxima[3])) {
            remarks.add(Remarks.OVER_BLACK);
            mapping = PixelMapping.overBlack(3, samples, 255);
        }
        if (Arrays.stream(bits).anyMatch(b -> b != 8)) {
            remarks.add(Remarks.widened(bits[0]));
            mapping = PixelMapping.spread(maxima).then(samples, mapping);
        }
        return frame(rows, mapping, 3, remarks);
    }

    private NativeFrame frame(RowReader rows, PixelMapping mapping, int samples, List<String> remarks) {
        return new NativeFrame(
                rows,
                mapping,
                samples,
                8,
                samples == 1 ? PhotometricInterpretation.MONOCHROME2 : PhotometricInterpretation.RGB,
                header.pixelSpacing(),
                OptionalLong.empty(),
                remarks);
    }
}
