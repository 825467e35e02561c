package ua.vuzol.intake.image;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes the frame of a PNG. */
record PngDecoder(PictureInput in, PngHeader header, MemoryBudget budget) {
    static Picture open(PictureInput in, PictureLimits limits, MemoryBudget budget) throws IOException {
        PngHeader header = Decoding.of(PictureFormat.PNG, () -> PngHeader.read(in));
        limits.checkFrame(header.rows(), header.columns());
        int samples = header.colourType() == PngHeader.INDEXED ? 3 : header.colours();
        limits.checkDecoded((long) header.rows() * header.columns() * samples * (header.bitDepth() == 16 ? 2 : 1));
        PngDecoder decoder = new PngDecoder(in, header, budget);
        return new SingleFramePicture(PictureFormat.PNG, in, decoder::frame, Optional.empty());
    }

    private Frame frame() throws IOException {
        RasterSource samples = new WholeFrame(header.rows(), memory(), () -> JdkReader.PNG.raster(in));
        RowReader rows = new RowReader(PictureFormat.PNG, header.rows(), header.columns(), samples, budget);
        List<String> remarks = new ArrayList<>();
        if (header.animated()) {
            remarks.add("The PNG is animated: only its first picture was taken over.");
        }
        if (header.colourType() == PngHeader.INDEXED) {
            Palette palette = palette();
            if (!palette.opaque()) {
                remarks.add(Remarks.OVER_BLACK);
            }
            return frame(rows, palette.mapping(), palette.samplesPerPixel(), remarks);
        }
        return frame(rows, mapping(rows, remarks), header.colours(), remarks);
    }

    private NativeFrame frame(RowReader rows, PixelMapping mapping, int samples, List<String> remarks) {
        return new NativeFrame(
                rows,
                mapping,
                samples,
                header.bitDepth() == 16 ? 16 : 8,
                samples == 1 ? PhotometricInterpretation.MONOCHROME2 : PhotometricInterpretation.RGB,
                header.pixelSpacing(),
                OptionalLong.empty(),
                remarks);
    }

    private PixelMapping mapping(RowReader rows, List<String> remarks) throws IOException {
        int colours = header.colours();
        int max = (1 << header.bitDepth()) - 1;
        if (header.bitDepth() < 8) {
            remarks.add(Remarks.widened(header.bitDepth()));
        }
        if (header.alpha() && !rows.opaque(colours + 1, colours, max)) {
            remarks.add(Remarks.OVER_BLACK);
            return PixelMapping.overBlack(colours, colours + 1, max);
        }
        if (header.transparentColour()) {
            // the JDK's reader spreads the samples itself then, and compares those of few bits with the wrong colour
            remarks.add("The file declares one colour transparent: its pixels were taken over as they are.");
            return PixelMapping.first(colours, colours + 1);
        }
        return header.bitDepth() < 8
                ? PixelMapping.spread(new int[] {max})
                : PixelMapping.first(colours, colours + (header.alpha() ? 1 : 0));
    }

    private Palette palette() throws IOException {
        return Decoding.of(PictureFormat.PNG, () -> Palette.of((IndexColorModel) JdkReader.PNG.colorModel(in)));
    }

    private long memory() {
        int samples = header.colours() + (header.alpha() || header.transparentColour() ? 1 : 0);
        return (long) header.rows() * header.columns() * samples * (header.bitDepth() == 16 ? 2 : 1);
    }
}
