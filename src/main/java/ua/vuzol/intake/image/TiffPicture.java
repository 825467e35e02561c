package ua.vuzol.intake.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import ua.vuzol.intake.UnreadableInputException;

/**
 * A TIFF: a frame for each page that is not a thumbnail or a mask. The decoder is TwelveMonkeys': its rasters are the samples of
 * the file, also of 10, 12 and 14 bits and where white is zero, whereas the JDK's reader stretches the former to 16 bits and
 * inverts the latter.
 */
final class TiffPicture implements Picture {
    /** Pages are decoded in bands of about this many bytes. */
    private static final long BAND_BYTES = 16 << 20;

    private final PictureInput in;
    private final List<TiffPage> pages;
    private final MemoryBudget budget;
    private final ImageReader reader;

    private TiffPicture(PictureInput in, List<TiffPage> pages, MemoryBudget budget, ImageReader reader) {
        this.in = in;
        this.pages = pages;
        this.budget = budget;
        this.reader = reader;
    }

    static TiffPicture open(PictureInput in, PictureLimits limits, MemoryBudget budget) throws IOException {
        return Decoding.of(PictureFormat.TIFF, () -> {
            List<TiffDirectory> directories = TiffDirectory.readAll(in, limits);
            List<TiffPage> pages = IntStream.range(0, directories.size())
                    .filter(i -> TiffPage.isPicture(directories.get(i)))
                    .mapToObj(i -> TiffPage.of(i, directories.get(i), in.length(), limits))
                    .toList();
            if (pages.isEmpty()) {
                throw new UnreadableInputException("The file begins like a TIFF but holds only thumbnails and masks");
            }
            limits.checkDecoded(pages.stream().mapToLong(TiffPage::decodedBytes).sum());
            ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
            in.seek(0);
            reader.setInput(in);
            return new TiffPicture(in, pages, budget, reader);
        });
    }

    @Override
    public PictureFormat format() {
        return PictureFormat.TIFF;
    }

    @Override
    public int frames() {
        return pages.size();
    }

    @Override
    public Frame frame(int index) throws IOException {
        TiffPage page = pages.get(index);
        RowReader rows = new RowReader(PictureFormat.TIFF, page.rows(), page.columns(), new Bands(page), budget);
        List<String> remarks = new ArrayList<>();
        Remarks.orientation(page.orientation()).ifPresent(remarks::add);
        int samples = page.palette().map(Palette::samplesPerPixel).orElse(page.colours());
        return new NativeFrame(
                rows,
                mapping(page, rows, remarks),
                samples,
                Math.max(8, page.bits()),
                photometric(page, samples),
                page.pixelSpacing(),
                page.lossyLength(),
                remarks);
    }

    private static PhotometricInterpretation photometric(TiffPage page, int samples) {
        if (samples == 3) {
            return PhotometricInterpretation.RGB;
        }
        return page.photometric() == TiffPage.WHITE_IS_ZERO
                ? PhotometricInterpretation.MONOCHROME1
                : PhotometricInterpretation.MONOCHROME2;
    }

    private static PixelMapping mapping(TiffPage page, RowReader rows, List<String> remarks) throws IOException {
        if (page.palette().isPresent()) {
            return page.palette().get().mapping();
        }
        int max = (1 << page.bits()) - 1;
        if (page.bits() < 8) {
            remarks.add(Remarks.widened(page.bits()));
            return PixelMapping.spread(new int[] {max});
        }
        if (page.alpha() == TiffPage.Alpha.UNSPECIFIED) {
            remarks.add("Samples whose meaning the file does not say were left out of each pixel.");
        } else if (page.alpha() != TiffPage.Alpha.NONE && !rows.opaque(page.samples(), page.colours(), max)) {
            remarks.add(Remarks.OVER_BLACK);
            if (page.alpha() == TiffPage.Alpha.UNASSOCIATED) {
                return PixelMapping.overBlack(page.colours(), page.samples(), max);
            }
        }
        return PixelMapping.first(page.colours(), page.samples());
    }

    @Override
    public Optional<JpegStream> jpeg() {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        in.close();
    }

    /** Whole strips or rows of tiles, as many as make a good band; a part of a strip if it is greater than that. */
    private final class Bands implements RasterSource {
        private final TiffPage page;
        private final int bandRows;

        Bands(TiffPage page) {
            this.page = page;
            long fitting = Math.max(1, BAND_BYTES / rowBytes());
            long whole = fitting / page.segmentRows() * page.segmentRows();
            this.bandRows = (int) Math.min(page.rows(), whole > 0 ? whole : fitting);
        }

        private long rowBytes() {
            return (long) page.columns() * page.samples() * (page.bits() > 8 ? 2 : 1);
        }

        @Override
        public int bandRows() {
            return bandRows;
        }

        @Override
        public long memory() {
            return bandRows * rowBytes() + 2 * page.segmentBytes();
        }

        @Override
        public Raster read(int top, int rows) throws IOException {
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceRegion(new Rectangle(0, top, page.columns(), rows));
            return page.photometric() == TiffPage.YCBCR
                    ? reader.read(page.index(), param).getRaster()
                    : reader.readRaster(page.index(), param);
        }
    }
}
