package ua.vuzol.intake.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import ua.vuzol.intake.UnreadableInputException;

/**
 * What the markers of a JPEG say (ITU-T T.81 Annex B), read from SOI to EOI without decoding the scans.
 *
 * @param frameMarker the low byte of SOFn, which names the coding process
 * @param predictor Ss of the first scan: in lossless coding the number of the predictor
 * @param adobeTransform of the Adobe APP14 segment: 0 RGB, 1 YCbCr; -1 without the segment
 * @param pixelSpacing from the JFIF density
 * @param orientation of the Exif segment, 1 if there is none
 * @param length of the codestream, EOI included
 */
record JpegHeader(
        int frameMarker,
        int precision,
        int rows,
        int columns,
        List<Component> components,
        int predictor,
        boolean jfif,
        int adobeTransform,
        Optional<double[]> pixelSpacing,
        int orientation,
        long length) {

    static final int BASELINE = 0xC0;
    static final int EXTENDED = 0xC1;
    static final int PROGRESSIVE = 0xC2;
    static final int LOSSLESS = 0xC3;

    /** More scans than any encoder writes: each costs the decoder a pass over the whole picture. */
    private static final int MAX_SCANS = 500;

    record Component(int id, int horizontalSampling, int verticalSampling) {}

    boolean subsampled() {
        return components.stream()
                .anyMatch(c -> c.horizontalSampling() != components.get(0).horizontalSampling()
                        || c.verticalSampling() != components.get(0).verticalSampling());
    }

    /** The order of the rules is libjpeg's, which most viewers use: JFIF, then Adobe, then the components' names. */
    PhotometricInterpretation photometric() {
        if (components.size() == 1) {
            return PhotometricInterpretation.MONOCHROME2;
        }
        boolean namedRgb = components.get(0).id() == 'R'
                && components.get(1).id() == 'G'
                && components.get(2).id() == 'B';
        boolean rgb = !jfif && (adobeTransform == 0 || adobeTransform < 0 && (namedRgb || frameMarker == LOSSLESS));
        if (rgb) {
            return PhotometricInterpretation.RGB;
        }
        return subsampled() ? PhotometricInterpretation.YBR_FULL_422 : PhotometricInterpretation.YBR_FULL;
    }

    Optional<JpegStream> stream() {
        String transferSyntax =
                switch (frameMarker) {
                    case BASELINE -> "1.2.840.10008.1.2.4.50";
                    case EXTENDED -> "1.2.840.10008.1.2.4.51";
                    case LOSSLESS -> predictor == 1 ? "1.2.840.10008.1.2.4.70" : "1.2.840.10008.1.2.4.57";
                    default -> "";
                };
        return transferSyntax.isEmpty()
                ? Optional.empty()
                : Optional.of(new JpegStream(
                        transferSyntax,
                        rows,
                        columns,
                        components.size(),
                        precision,
                        photometric(),
                        length,
                        pixelSpacing,
                        Remarks.orientation(orientation).stream().toList()));
    }

    /** @throws UnreadableInputException if the stream does not reach EOI or uses what neither DICOM nor the decoder knows */
    static JpegHeader read(ImageInputStream in) throws IOException {
        return new Parser(in).parse();
    }

    private static final class Parser {
        private static final int SOI = 0xD8;
        private static final int EOI = 0xD9;
        private static final int SOS = 0xDA;
        private static final int DNL = 0xDC;
        private static final int DHP = 0xDE;
        private static final int APP0 = 0xE0;
        private static final int APP1 = 0xE1;
        private static final int APP14 = 0xEE;

        private final ImageInputStream in;
        private String place = "before the picture's size is given";
        private int frameMarker = -1;
        private int precision;
        private int rows;
        private int columns;
        private List<Component> components = List.of();
        private int scans;
        private int predictor;
        private final Set<Integer> scanned = new HashSet<>();
        private boolean jfif;
        private int adobeTransform = -1;
        private Optional<double[]> pixelSpacing = Optional.empty();
        private int orientation = 1;

        Parser(ImageInputStream in) {
            this.in = in;
        }

        JpegHeader parse() throws IOException {
            try {
                in.seek(2);
                int marker = nextMarker();
                while (marker != EOI) {
                    marker = marker == SOS ? scan() : segment(marker);
                }
            } catch (EOFException e) {
                throw new UnreadableInputException("The file begins like a JPEG but ends " + place, e);
            }
            if (frameMarker < 0 || scans == 0) {
                throw damaged("holds no picture");
            }
            if (scanned.size() < components.size()) {
                throw damaged("lacks the scan of a colour component");
            }
            return new JpegHeader(
                    frameMarker,
                    precision,
                    rows,
                    columns,
                    components,
                    predictor,
                    jfif,
                    adobeTransform,
                    pixelSpacing,
                    orientation,
                    in.getStreamPosition());
        }

        private static UnreadableInputException damaged(String how) {
            return new UnreadableInputException("The file begins like a JPEG but " + how);
        }

        /** T.81 B.1.1.2: any number of fill bytes FF may come before a marker. */
        private int nextMarker() throws IOException {
            if (in.readUnsignedByte() != 0xFF) {
                throw damaged("is damaged: a segment does not end where it says");
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            return marker;
        }

        private int segment(int marker) throws IOException {
            if (marker == 0 || marker == SOI || marker >= 0xD0 && marker <= 0xD7) {
                throw damaged("is damaged: a marker stands in the wrong place");
            }
            if (marker == DNL || marker == DHP) {
                throw damaged("is of a kind (hierarchical or of unknown height) that is not read: save it as baseline");
            }
            int length = in.readUnsignedShort() - 2;
            if (length < 0) {
                throw damaged("is damaged: a segment has no length");
            }
            long end = in.getStreamPosition() + length;
            if (isFrame(marker)) {
                frame(marker);
            } else if (marker == APP0) {
                jfif(length);
            } else if (marker == APP1) {
                exif(length);
            } else if (marker == APP14) {
                adobe(length);
            }
            if (in.getStreamPosition() > end) {
                throw damaged("is damaged: a segment is too short");
            }
            skipTo(end);
            return nextMarker();
        }

        private void skipTo(long end) throws IOException {
            if (end > in.length()) {
                throw new EOFException();
            }
            in.seek(end);
        }

        /** SOF0..SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
        private static boolean isFrame(int marker) {
            return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        }

        private void frame(int marker) throws IOException {
            if (frameMarker >= 0) {
                throw damaged("is damaged: it gives the picture's size twice");
            }
            if (marker > LOSSLESS) {
                throw damaged("uses arithmetic or hierarchical coding, which is not read: save it as baseline");
            }
            precision = in.readUnsignedByte();
            rows = in.readUnsignedShort();
            columns = in.readUnsignedShort();
            int count = in.readUnsignedByte();
            if (count != 1 && count != 3) {
                throw damaged(
                        "has " + count + " colour components (as CMYK has four), not 1 or 3: save it as grey or RGB");
            }
            boolean known = marker == LOSSLESS
                    ? precision >= 2 && precision <= 16
                    : precision == 8 || precision == 12 && marker == EXTENDED;
            if (!known) {
                throw damaged("has " + precision + " bits a sample, which its kind of coding cannot have in DICOM");
            }
            List<Component> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int id = in.readUnsignedByte();
                int sampling = in.readUnsignedByte();
                in.readUnsignedByte();
                read.add(new Component(id, sampling >> 4, sampling & 15));
            }
            components = List.copyOf(read);
            frameMarker = marker;
            place = "before the scan";
        }

        /** Reads the scan's header, walks its entropy-coded data and returns the marker after it. */
        private int scan() throws IOException {
            if (frameMarker < 0) {
                throw damaged("is damaged: a scan comes before the picture's size");
            }
            if (++scans > MAX_SCANS) {
                throw damaged("has more than " + MAX_SCANS + " scans, as no camera writes");
            }
            long end = in.getStreamPosition() + in.readUnsignedShort();
            int count = in.readUnsignedByte();
            for (int i = 0; i < count; i++) {
                int id = in.readUnsignedByte();
                in.readUnsignedByte();
                if (components.stream().noneMatch(c -> c.id() == id)) {
                    throw damaged("is damaged: a scan names a colour component that does not exist");
                }
                scanned.add(id);
            }
            int start = in.readUnsignedByte();
            if (scans == 1) {
                predictor = start;
            }
            place = "in the middle of the scan";
            skipTo(end);
            return skipEntropyCodedData();
        }

        /** T.81 B.1.1.5: within the data FF is followed by 00, or by RSTn between intervals; any other marker ends it. */
        private int skipEntropyCodedData() throws IOException {
            byte[] buffer = new byte[1 << 13];
            boolean afterFf = false;
            while (true) {
                long start = in.getStreamPosition();
                int read = in.read(buffer);
                if (read < 0) {
                    throw new EOFException();
                }
                for (int i = 0; i < read; i++) {
                    int value = buffer[i] & 0xFF;
                    if (afterFf && value != 0 && value != 0xFF && (value < 0xD0 || value > 0xD7)) {
                        in.seek(start + i + 1);
                        return value;
                    }
                    afterFf = value == 0xFF;
                }
            }
        }

        private void jfif(int length) throws IOException {
            if (length < 12 || !"JFIF\0".equals(text(5))) {
                return;
            }
            jfif = true;
            in.skipBytes(2);
            int unit = in.readUnsignedByte();
            int perColumn = in.readUnsignedShort();
            int perRow = in.readUnsignedShort();
            if (unit == 1 || unit == 2) {
                pixelSpacing = Resolution.spacing(perRow, perColumn, unit == 1 ? 25.4 : 10);
            }
        }

        private void exif(int length) throws IOException {
            if (length < 14 || !"Exif\0\0".equals(text(6))) {
                return;
            }
            byte[] tiff = new byte[length - 6];
            in.readFully(tiff);
            orientation = TiffDirectory.exifOrientation(tiff);
        }

        private void adobe(int length) throws IOException {
            if (length < 12 || !"Adobe".equals(text(5))) {
                return;
            }
            in.skipBytes(6);
            adobeTransform = in.readUnsignedByte();
        }

        private String text(int length) throws IOException {
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
