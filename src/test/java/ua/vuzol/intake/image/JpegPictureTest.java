package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;

class JpegPictureTest {
    private static final String JDK_WRITER = "com.sun.imageio.plugins.jpeg.JPEGImageWriterSpi";
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP14 = 0xEE;

    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(new MemoryBudget(64));

    private Picture open(byte[] file) throws IOException {
        return pictures.open(write(folder, file), PictureLimits.DEFAULT);
    }

    private static BufferedImage gradient() {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.RED, 64, 48, Color.BLUE));
        graphics.fillRect(0, 0, 64, 48);
        graphics.dispose();
        return image;
    }

    @Test
    void offersABaselineGreyStreamForEncapsulationAndDecodesItAsTheJdkDoes() throws IOException {
        byte[] file = encode(grey8(1), "jpeg");
        try (Picture picture = open(file)) {
            assertThat(picture.jpeg())
                    .contains(new JpegStream(
                            "1.2.840.10008.1.2.4.50",
                            ROWS,
                            COLUMNS,
                            1,
                            8,
                            PhotometricInterpretation.MONOCHROME2,
                            file.length,
                            Optional.empty(),
                            List.of()));
            int[] expected = samples(ImageIO.read(new ByteArrayInputStream(file)));
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(expected));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.MONOCHROME2);
            assertThat(picture.frame(0).remarks()).isEmpty();
        }
    }

    @Test
    void convertsColourToRgbAsTheJdkDoes() throws IOException {
        byte[] file = encode(gradient(), "jpeg");
        try (Picture picture = open(file)) {
            assertThat(picture.jpeg().orElseThrow().photometric()).isEqualTo(PhotometricInterpretation.YBR_FULL_422);
            int[] expected = samples(ImageIO.read(new ByteArrayInputStream(file)));
            byte[] actual = pixels(picture.frame(0));
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < actual.length; i++) {
                assertThat(actual[i] & 0xFF).isCloseTo(expected[i], within(1));
            }
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.RGB);
            assertThat(picture.frame(0).remarks()).singleElement().asString().contains("YCbCr");
        }
    }

    @Test
    void decodesProgressiveButDoesNotOfferItForEncapsulation() throws IOException {
        byte[] file = encode(JDK_WRITER, grey8(2), param -> param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
        try (Picture picture = open(file)) {
            assertThat(picture.jpeg()).isEmpty();
            assertThat(pixels(picture.frame(0)))
                    .isEqualTo(bytes8(samples(ImageIO.read(new ByteArrayInputStream(file)))));
        }
    }

    @Test
    void leavesJunkAfterTheEndOutOfTheStream() throws IOException {
        byte[] file = encode(grey8(3), "jpeg");
        byte[] longer = Arrays.copyOf(file, file.length + 1000);
        try (Picture picture = open(longer)) {
            assertThat(picture.jpeg().orElseThrow().length()).isEqualTo(file.length);
        }
    }

    static Stream<Arguments> colourSpaces() {
        return Stream.of(
                Arguments.of("Adobe transform 0", adobe(0), new int[] {1, 2, 3}, 0x11, PhotometricInterpretation.RGB),
                Arguments.of(
                        "Adobe transform 1", adobe(1), new int[] {1, 2, 3}, 0x11, PhotometricInterpretation.YBR_FULL),
                Arguments.of(
                        "components named RGB",
                        new byte[0],
                        new int[] {'R', 'G', 'B'},
                        0x11,
                        PhotometricInterpretation.RGB),
                Arguments.of("no marker", new byte[0], new int[] {1, 2, 3}, 0x11, PhotometricInterpretation.YBR_FULL),
                Arguments.of("4:2:2", new byte[0], new int[] {1, 2, 3}, 0x21, PhotometricInterpretation.YBR_FULL_422),
                Arguments.of("4:2:0", new byte[0], new int[] {1, 2, 3}, 0x22, PhotometricInterpretation.YBR_FULL_422),
                Arguments.of(
                        "JFIF before Adobe",
                        concat(jfif(0, 1, 1), adobe(0)),
                        new int[] {1, 2, 3},
                        0x11,
                        PhotometricInterpretation.YBR_FULL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("colourSpaces")
    void tellsTheColourSpaceAsLibjpegDoes(
            String name, byte[] markers, int[] ids, int sampling, PhotometricInterpretation expected)
            throws IOException {
        JpegHeader header = header(skeleton(JpegHeader.BASELINE, 8, ids, sampling, 0, markers));
        assertThat(header.photometric()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void offersLosslessForEncapsulationAndSaysThatItCannotDecodeIt(int predictor) throws IOException {
        byte[] file = skeleton(JpegHeader.LOSSLESS, 16, new int[] {1}, 0x11, predictor);
        try (Picture picture = open(file)) {
            JpegStream stream = picture.jpeg().orElseThrow();
            assertThat(stream.transferSyntaxUid())
                    .isEqualTo(predictor == 1 ? "1.2.840.10008.1.2.4.70" : "1.2.840.10008.1.2.4.57");
            assertThat(stream.precision()).isEqualTo(16);
            assertThatThrownBy(() -> picture.frame(0))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("allow encapsulation");
        }
    }

    @Test
    void offersTwelveBitsForEncapsulationAndSaysThatItCannotDecodeThem() throws IOException {
        try (Picture picture = open(skeleton(JpegHeader.EXTENDED, 12, new int[] {1}, 0x11, 0))) {
            assertThat(picture.jpeg().orElseThrow().transferSyntaxUid()).isEqualTo("1.2.840.10008.1.2.4.51");
            assertThatThrownBy(() -> picture.frame(0))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("12 bits");
        }
    }

    @Test
    void refusesWhatNeitherDicomNorTheDecoderKnows() {
        refuses(skeleton(0xC9, 8, new int[] {1}, 0x11, 0), "arithmetic");
        refuses(skeleton(JpegHeader.BASELINE, 8, new int[] {1, 2, 3, 4}, 0x11, 0), "CMYK");
        refuses(skeleton(JpegHeader.BASELINE, 12, new int[] {1}, 0x11, 0), "12 bits");
    }

    @Test
    void refusesABombByItsHeader() {
        byte[] file = skeleton(JpegHeader.BASELINE, 8, new int[] {1}, 0x11, 0);
        ByteBuffer.wrap(file).putShort(7, (short) 60_000).putShort(9, (short) 60_000);
        refuses(file, "60000 x 60000");
    }

    @Test
    void saysThatAFileBreaksOffInTheScan() throws IOException {
        byte[] file = encode(grey8(4), "jpeg");
        refuses(Arrays.copyOf(file, file.length - 2), "ends in the middle of the scan");
        refuses(Arrays.copyOf(file, 30), "ends before");
    }

    @Test
    void refusesAScanThatEndsTooEarlyAlthoughTheFileIsWhole() throws IOException {
        byte[] file = encode(grey8(5), "jpeg");
        byte[] shorter = Arrays.copyOf(file, file.length - 200);
        shorter[shorter.length - 2] = (byte) 0xFF;
        shorter[shorter.length - 1] = (byte) 0xD9;
        refuses(shorter, "picture data are damaged");
    }

    @Test
    void givesTheSpacingOfPixelsOnlyInAPhysicalUnit() throws IOException {
        byte[] file = encode(grey8(6), "jpeg");
        for (int unit : new int[] {0, 1, 2}) {
            byte[] dense =
                    concat(Arrays.copyOf(file, 2), jfif(unit, 50, 100), Arrays.copyOfRange(file, 20, file.length));
            try (Picture picture = open(dense)) {
                var spacing = picture.frame(0).pixelSpacing();
                if (unit == 0) {
                    assertThat(spacing).isEmpty();
                } else {
                    double mm = unit == 1 ? 25.4 : 10;
                    assertThat(spacing.orElseThrow()).containsExactly(mm / 100, mm / 50);
                    assertThat(picture.jpeg().orElseThrow().pixelSpacing().orElseThrow())
                            .containsExactly(mm / 100, mm / 50);
                }
            }
        }
    }

    @Test
    void saysThatAPictureWithAnExifOrientationIsNotTurned() throws IOException {
        byte[] file = encode(grey8(7), "jpeg");
        byte[] tiff = new TiffMaker(ByteOrder.BIG_ENDIAN)
                .add(new TiffMaker.Page().with(TiffDirectory.ORIENTATION, 6))
                .bytes();
        byte[] exif = segment(APP1, concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff));
        try (Picture picture = open(concat(Arrays.copyOf(file, 2), exif, Arrays.copyOfRange(file, 2, file.length)))) {
            assertThat(picture.frame(0).remarks()).singleElement().asString().contains("orientation 6");
            assertThat(picture.jpeg().orElseThrow().remarks())
                    .isEqualTo(picture.frame(0).remarks());
        }
    }

    private void refuses(byte[] file, String reason) {
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(reason);
    }

    private JpegHeader header(byte[] file) throws IOException {
        try (PictureInput in = new PictureInput(write(folder, file))) {
            return JpegHeader.read(in);
        }
    }

    /** The markers of a JPEG, 16 x 16, with a few bytes instead of a scan that a decoder would read. */
    private static byte[] skeleton(int frame, int precision, int[] ids, int sampling, int predictor, byte... markers) {
        ByteArrayOutputStream sof = new ByteArrayOutputStream();
        ByteArrayOutputStream sos = new ByteArrayOutputStream();
        sof.writeBytes(new byte[] {(byte) precision, 0, 16, 0, 16, (byte) ids.length});
        sos.write(ids.length);
        for (int i = 0; i < ids.length; i++) {
            sof.writeBytes(new byte[] {(byte) ids[i], (byte) (i == 0 ? sampling : 0x11), 0});
            sos.writeBytes(new byte[] {(byte) ids[i], 0});
        }
        sos.writeBytes(new byte[] {(byte) predictor, 63, 0});
        return concat(
                new byte[] {(byte) 0xFF, (byte) 0xD8},
                segment(frame, sof.toByteArray()),
                markers,
                segment(0xDA, sos.toByteArray()),
                new byte[] {1, 2, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD0, 3, (byte) 0xFF, (byte) 0xD9});
    }

    private static byte[] segment(int marker, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (body.length + 2))
                .put(body)
                .array();
    }

    private static byte[] jfif(int unit, int perColumn, int perRow) {
        return segment(
                APP0,
                ByteBuffer.allocate(14)
                        .put("JFIF\0".getBytes(StandardCharsets.US_ASCII))
                        .putShort((short) 0x0102)
                        .put((byte) unit)
                        .putShort((short) perColumn)
                        .putShort((short) perRow)
                        .array());
    }

    private static byte[] adobe(int transform) {
        return segment(
                APP14,
                ByteBuffer.allocate(12)
                        .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                        .putShort((short) 100)
                        .put(11, (byte) transform)
                        .array());
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
