package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.intake.UnreadableInputException;

class PngPictureTest {
    private static final String JDK_WRITER = "com.sun.imageio.plugins.png.PNGImageWriterSpi";

    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(new MemoryBudget(64));

    private Picture open(byte[] file) throws IOException {
        return pictures.open(write(folder, file), PictureLimits.DEFAULT);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(grey8(1), 8, PhotometricInterpretation.MONOCHROME2),
                Arguments.of(grey16(2), 16, PhotometricInterpretation.MONOCHROME2),
                Arguments.of(rgb8(3), 8, PhotometricInterpretation.RGB),
                Arguments.of(rgb16(4), 16, PhotometricInterpretation.RGB));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsSamplesBitForBitAlsoInterlaced(BufferedImage image, int bits, PhotometricInterpretation photometric)
            throws IOException {
        for (int mode : new int[] {ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT}) {
            try (Picture picture = open(encode(JDK_WRITER, image, param -> param.setProgressiveMode(mode)))) {
                Frame frame = picture.frame(0);
                assertThat(pixels(frame)).isEqualTo(bits == 8 ? bytes8(samples(image)) : bytes16(samples(image)));
                assertThat(frame.photometric()).isEqualTo(photometric);
                assertThat(frame.bitsAllocated()).isEqualTo(bits);
                assertThat(frame.bitsStored()).isEqualTo(bits);
                assertThat(frame.remarks()).isEmpty();
                assertThat(picture.frames()).isEqualTo(1);
                assertThat(picture.format()).isEqualTo(PictureFormat.PNG);
                assertThat(picture.jpeg()).isEmpty();
            }
        }
    }

    @Test
    void laysTransparencyOverBlackAndSaysSo() throws IOException {
        BufferedImage image = rgba8(5);
        try (Picture picture = open(encode(image, "png"))) {
            int[] rgba = samples(image);
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(overBlack(rgba)));
            assertThat(picture.frame(0).remarks()).containsExactly(Remarks.OVER_BLACK);
        }
    }

    @Test
    void dropsAnOpacityThatIsFullEverywhere() throws IOException {
        BufferedImage image = rgba8(6);
        image.getRaster()
                .setSamples(
                        0,
                        0,
                        COLUMNS,
                        ROWS,
                        3,
                        IntStream.generate(() -> 255).limit(COLUMNS * ROWS).toArray());
        try (Picture picture = open(encode(image, "png"))) {
            int[] rgba = samples(image);
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(colours(rgba)));
            assertThat(picture.frame(0).remarks()).isEmpty();
        }
    }

    @Test
    void looksColoursUpInThePalette() throws IOException {
        byte[] reds = new byte[16];
        byte[] greens = new byte[16];
        new Random(7).nextBytes(reds);
        new Random(8).nextBytes(greens);
        IndexColorModel palette = new IndexColorModel(4, 16, reds, greens, new byte[16]);
        BufferedImage image = filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_BINARY, palette), 16, 9);
        try (Picture picture = open(encode(image, "png"))) {
            int[] colours = Arrays.stream(samples(image))
                    .flatMap(i -> IntStream.of(reds[i], greens[i], 0))
                    .toArray();
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(colours));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.RGB);
        }
    }

    @Test
    void takesAPaletteOfGreysForAGreyPicture() throws IOException {
        byte[] greys = bytes8(0, 200, 30, 255);
        IndexColorModel palette = new IndexColorModel(2, 4, greys, greys, greys);
        BufferedImage image = filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_BINARY, palette), 4, 10);
        try (Picture picture = open(encode(image, "png"))) {
            assertThat(pixels(picture.frame(0)))
                    .isEqualTo(bytes8(
                            Arrays.stream(samples(image)).map(i -> greys[i]).toArray()));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.MONOCHROME2);
        }
    }

    @Test
    void spreadsOneBitOverEightAlsoIfAColourIsDeclaredTransparent() throws IOException {
        byte[] rows = {0, (byte) 0b1010_0000, 0, (byte) 0b0110_0000};
        byte[] plain = png(3, 2, 1, 0, rows);
        try (Picture picture = open(plain)) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(255, 0, 255, 0, 255, 255));
            assertThat(picture.frame(0).remarks()).containsExactly(Remarks.widened(1));
        }
        byte[] transparent = png(3, 2, 1, 0, rows, chunk("tRNS", new byte[] {0, 1}));
        try (Picture picture = open(transparent)) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(255, 0, 255, 0, 255, 255));
            assertThat(picture.frame(0).remarks()).hasSize(2).last().asString().contains("one colour transparent");
        }
    }

    @Test
    void keepsTheSamplesOfAColourThatIsDeclaredTransparent() throws IOException {
        byte[] pixel = {0, 9, 8, 7, 1, 2, 3};
        byte[] file = png(2, 1, 8, 2, pixel, chunk("tRNS", new byte[] {0, 9, 0, 8, 0, 7}));
        try (Picture picture = open(file)) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(9, 8, 7, 1, 2, 3));
        }
    }

    @Test
    void givesTheSpacingOfPixelsInMillimetres() throws IOException {
        byte[] density =
                ByteBuffer.allocate(9).putInt(5000).putInt(4000).put((byte) 1).array();
        try (Picture picture = open(png(1, 1, 8, 0, new byte[] {0, 7}, chunk("pHYs", density)))) {
            assertThat(picture.frame(0).pixelSpacing().orElseThrow()).containsExactly(0.25, 0.2);
        }
        density[8] = 0;
        try (Picture picture = open(png(1, 1, 8, 0, new byte[] {0, 7}, chunk("pHYs", density)))) {
            assertThat(picture.frame(0).pixelSpacing()).isEmpty();
        }
    }

    @Test
    void refusesABombByItsHeader() {
        assertThatThrownBy(() -> open(png(60_000, 60_000, 8, 0, new byte[60_001])))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void refusesAPictureThatNeedsMoreMemoryThanItMayUse() throws IOException {
        Pictures small = new Pictures(new MemoryBudget(1));
        try (Picture picture = small.open(write(folder, png(2000, 2000, 8, 0, new byte[10])), PictureLimits.DEFAULT)) {
            assertThatThrownBy(() -> pixels(picture.frame(0)))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("needs 4 MiB")
                    .hasMessageContaining("-Xmx8m");
        }
    }

    @Test
    void refusesAFileWithAWrongChecksum() throws IOException {
        byte[] file = encode(grey8(11), "png");
        file[file.length / 2] ^= 1;
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void refusesWholeChunksWithTooLittlePictureInThem() throws IOException {
        try (Picture picture = open(png(4, 4, 8, 0, new byte[10]))) {
            assertThatThrownBy(() -> pixels(picture.frame(0)))
                    .isInstanceOf(UnreadableInputException.class)
                    .hasMessageContaining("begins like a PNG");
        }
    }

    /** A PNG from its unfiltered rows, a filter byte before each. */
    private static byte[] png(int columns, int rows, int bits, int colourType, byte[] data, byte[]... chunks)
            throws IOException {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(data);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        file.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(columns)
                        .putInt(rows)
                        .put((byte) bits)
                        .put((byte) colourType)
                        .array()));
        for (byte[] chunk : chunks) {
            file.writeBytes(chunk);
        }
        file.writeBytes(chunk("IDAT", deflated.toByteArray()));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
