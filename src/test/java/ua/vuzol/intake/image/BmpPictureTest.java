package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.intake.UnreadableInputException;

class BmpPictureTest {
    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(new MemoryBudget(64));

    private Picture open(byte[] file) throws IOException {
        return pictures.open(write(folder, file), PictureLimits.DEFAULT);
    }

    private static BufferedImage indexed(long seed, byte[] reds, byte[] greens, byte[] blues) {
        IndexColorModel palette = new IndexColorModel(8, 256, reds, greens, blues);
        return filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_INDEXED, palette), 256, seed);
    }

    @Test
    void keepsColours() throws IOException {
        BufferedImage image = rgb8(1);
        try (Picture picture = open(encode(image, "bmp"))) {
            assertThat(picture.format()).isEqualTo(PictureFormat.BMP);
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(samples(image)));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.RGB);
            assertThat(picture.frame(0).remarks()).isEmpty();
        }
    }

    @Test
    void takesTheUsualPaletteOfGreysForAGreyPicture() throws IOException {
        byte[] ramp = bytes8(IntStream.range(0, 256).toArray());
        BufferedImage image = indexed(2, ramp, ramp, ramp);
        try (Picture picture = open(encode(image, "bmp"))) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(samples(image)));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.MONOCHROME2);
            assertThat(picture.frame(0).bitsStored()).isEqualTo(8);
        }
    }

    @Test
    void looksGreysUpInThePalette() throws IOException {
        byte[] greys = new byte[256];
        new Random(9).nextBytes(greys);
        BufferedImage image = indexed(2, greys, greys, greys);
        try (Picture picture = open(encode(image, "bmp"))) {
            assertThat(pixels(picture.frame(0)))
                    .isEqualTo(bytes8(
                            Arrays.stream(samples(image)).map(i -> greys[i]).toArray()));
            assertThat(picture.frame(0).samplesPerPixel()).isEqualTo(1);
        }
    }

    @Test
    void looksColoursUpInThePalette() throws IOException {
        byte[] reds = new byte[256];
        new Random(3).nextBytes(reds);
        BufferedImage image = indexed(4, reds, new byte[256], new byte[256]);
        try (Picture picture = open(encode(image, "bmp"))) {
            int[] colours = Arrays.stream(samples(image))
                    .flatMap(i -> IntStream.of(reds[i], 0, 0))
                    .toArray();
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(colours));
        }
    }

    @Test
    void spreadsFiveBitsOverEightAndSaysSo() throws IOException {
        BufferedImage image = filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_USHORT_555_RGB), 32, 5);
        try (Picture picture = open(encode(image, "bmp"))) {
            int[] spread = Arrays.stream(samples(image))
                    .map(v -> Math.round(v * 255 / 31f))
                    .toArray();
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(spread));
            assertThat(picture.frame(0).remarks()).containsExactly(Remarks.widened(5));
        }
    }

    @Test
    void givesTheSpacingOfPixelsInMillimetres() throws IOException {
        byte[] file = encode(rgb8(6), "bmp");
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(38, 5000).putInt(42, 4000);
        try (Picture picture = open(file)) {
            assertThat(picture.frame(0).pixelSpacing().orElseThrow()).containsExactly(0.25, 0.2);
        }
    }

    @Test
    void refusesFilesThatBreakOff() throws IOException {
        byte[] file = encode(rgb8(7), "bmp");
        assertThatThrownBy(() -> open(Arrays.copyOf(file, file.length - 1)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("middle of the picture data");
        assertThatThrownBy(() -> open(Arrays.copyOf(file, 20)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("ends in its header");
    }

    @Test
    void refusesBombsByTheirHeader() throws IOException {
        byte[] file = encode(rgb8(8), "bmp");
        ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(46, Integer.MAX_VALUE);
        assertThatThrownBy(() -> open(file)).hasMessageContaining("more than 256 colours");
        header.putInt(46, 0).putInt(18, 60_000).putInt(22, -60_000);
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("middle of the picture data");
    }
}
