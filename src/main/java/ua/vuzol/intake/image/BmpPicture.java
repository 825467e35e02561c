package ua.vuzol.intake.image;

import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageReader;

/** A BMP: one frame, decoded by the JDK's reader. */
final class BmpPicture implements Picture {
    private static final String READER = "com.sun.imageio.plugins.bmp.BMPImageReaderSpi";

    private final PictureInput in;
    private final BmpHeader header;
    private final MemoryBudget budget;

    private BmpPicture(PictureInput in, BmpHeader header, MemoryBudget budget) {
        this.in = in;
        this.header = header;
        this.budget = budget;
    }

    static BmpPicture open(PictureInput in, PictureLimits limits, MemoryBudget budget) throws IOException {
        BmpHeader header = Decoding.of(PictureFormat.BMP, () -> BmpHeader.read(in));
        limits.checkFrame(header.rows(), header.columns());
        limits.checkDecoded(header.rows() * header.columns() * 3);
        return new BmpPicture(in, header, budget);
    }

    @Override
    public PictureFormat format() {
        return PictureFormat.BMP;
    }

    @Override
    public int frames() {
        return 1;
    }

    @Override
    public Frame frame(int index) throws IOException {
        Objects.checkIndex(index, frames());
        RowReader rows = new RowReader(PictureFormat.BMP, rows(), columns(), new Whole(), budget);
        ColorModel model = colorModel();
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
                remarks);
    }

    private int rows() {
        return (int) header.rows();
    }

    private int columns() {
        return (int) header.columns();
    }

    private ColorModel colorModel() throws IOException {
        return Decoding.of(PictureFormat.BMP, () -> {
            ImageReader reader = reader();
            try {
                return reader.getImageTypes(0).next().getColorModel();
            } finally {
                reader.dispose();
            }
        });
    }

    private ImageReader reader() throws IOException {
        ImageReader reader = Decoding.jdkReader(READER).createReaderInstance();
        in.seek(0);
        reader.setInput(in, false, true);
        return reader;
    }

    @Override
    public Optional<JpegStream> jpeg() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private final class Whole implements RasterSource {
        @Override
        public int bandRows() {
            return rows();
        }

        @Override
        public long memory() {
            return header.rows() * header.columns() * Math.max(1, header.bits() / 8);
        }

        @Override
        public Raster read(int top, int rows) throws IOException {
            ImageReader reader = reader();
            try {
                return reader.read(0).getRaster();
            } finally {
                reader.dispose();
            }
        }
    }
}
