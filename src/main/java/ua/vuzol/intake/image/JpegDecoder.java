package ua.vuzol.intake.image;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import javax.imageio.ImageReadParam;
import ua.vuzol.intake.UnreadableInputException;

/** Makes the frame of a JPEG. Baseline and progressive are decoded by the JDK's reader (libjpeg). */
record JpegDecoder(PictureInput in, JpegHeader header, MemoryBudget budget) {
    /** libjpeg's warnings that mean lost or invented samples (jerror.h); it goes on after them and fills up with grey. */
    private static final List<String> LOSSES =
            List.of("premature end", "bad huffman", "found marker", "inconsistent progression");

    /** Walks the markers to the end and decodes the scans once, so that a damaged scan is found before anything is stored. */
    static Picture open(PictureInput in, PictureLimits limits, MemoryBudget budget) throws IOException {
        JpegHeader header = Decoding.of(PictureFormat.JPEG, () -> JpegHeader.read(in));
        limits.checkFrame(header.rows(), header.columns());
        int bytes = header.precision() > 8 ? 2 : 1;
        limits.checkDecoded(
                (long) header.rows() * header.columns() * header.components().size() * bytes);
        JpegDecoder decoder = new JpegDecoder(in, header, budget);
        if (decoder.decodable()) {
            decoder.verify();
        }
        return new SingleFramePicture(PictureFormat.JPEG, in, decoder::frame, header.stream());
    }

    private boolean decodable() {
        return header.precision() == 8 && header.frameMarker() != JpegHeader.LOSSLESS;
    }

    /** Decodes every row but keeps one sample in 64: the reader decodes first and leaves out then. */
    private void verify() throws IOException {
        int step = Math.min(64, header.columns());
        ImageReadParam param = new ImageReadParam();
        param.setSourceSubsampling(step, 1, 0, 0);
        long kept = (long) header.rows()
                * (header.columns() / step + 1)
                * header.components().size();
        budget.with(kept + decoderMemory(), () -> Decoding.of(PictureFormat.JPEG, () -> decode(param)));
    }

    /** libjpeg keeps all coefficients of a picture of several scans, two bytes each, outside the heap. */
    private long decoderMemory() {
        long coefficients =
                (long) header.rows() * header.columns() * header.components().size();
        return header.frameMarker() == JpegHeader.PROGRESSIVE ? 2 * coefficients : 0;
    }

    /** As the samples are in the file, without conversion of colours. */
    private Raster decode(ImageReadParam param) throws IOException {
        return JdkReader.JPEG.read(in, reader -> {
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            Raster raster = reader.readRaster(0, param);
            for (String warning : warnings) {
                String text = warning.toLowerCase(Locale.ROOT);
                if (LOSSES.stream().anyMatch(text::contains)) {
                    throw new UnreadableInputException(
                            "The file begins like a JPEG but its picture data are damaged (" + warning + ")");
                }
            }
            return raster;
        });
    }

    private Frame frame() {
        if (!decodable()) {
            throw new UnreadableInputException(
                    "The picture is a JPEG of a kind (lossless or with " + header.precision()
                            + " bits a sample) that can only be taken over as it is: allow encapsulation in the source's profile");
        }
        PhotometricInterpretation coded = header.photometric();
        int samples = header.components().size();
        boolean convert =
                coded == PhotometricInterpretation.YBR_FULL || coded == PhotometricInterpretation.YBR_FULL_422;
        long memory = (long) header.rows() * header.columns() * samples + decoderMemory();
        RasterSource source = new WholeFrame(header.rows(), memory, () -> decode(new ImageReadParam()));
        return new NativeFrame(
                new RowReader(PictureFormat.JPEG, header.rows(), header.columns(), source, budget),
                convert ? PixelMapping.ycbcrToRgb() : PixelMapping.first(samples, samples),
                samples,
                8,
                convert ? PhotometricInterpretation.RGB : coded,
                header.pixelSpacing(),
                OptionalLong.of(header.length()),
                remarks(convert));
    }

    private List<String> remarks(boolean convert) {
        List<String> remarks = new ArrayList<>();
        if (convert) {
            remarks.add("The colours were converted from YCbCr to RGB.");
        }
        Remarks.orientation(header.orientation()).ifPresent(remarks::add);
        return remarks;
    }
}
