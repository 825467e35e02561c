package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageWriteParam;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import ua.vuzol.intake.UnreadableInputException;

/** Whatever happens to a file, it is read whole or it is an {@link UnreadableInputException}: no other exception. */
class DamagedPicturesTest {
    private static Path file;

    private final Pictures pictures = new Pictures(new MemoryBudget(64));

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("picture", ".dat");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    record Sample(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        TiffMaker maker = new TiffMaker(ByteOrder.BIG_ENDIAN);
        int[] grey = new Random(1).ints(COLUMNS * ROWS, 0, 1 << 12).toArray();
        for (int page = 0; page < 2; page++) {
            maker.add(maker.page(COLUMNS, ROWS, 1, 12, TiffPage.WHITE_IS_ZERO, grey, 6));
        }
        try {
            return Arbitraries.of(
                    new Sample("grey JPEG", encode(grey8(1), "jpeg")),
                    new Sample("colour JPEG", encode(rgb8(2), "jpeg")),
                    new Sample("grey PNG", encode(grey16(3), "png")),
                    new Sample("PNG with alpha", encode(rgba8(4), "png")),
                    new Sample("BMP", encode(rgb8(5), "bmp")),
                    new Sample("TIFF with LZW", compressed("LZW", grey16(6))),
                    new Sample("TIFF with PackBits", compressed("PackBits", grey8(8))),
                    new Sample("TIFF with Deflate", compressed("Deflate", rgb8(9))),
                    new Sample("JDK's RGB TIFF", encode(rgb16(7), "tiff")),
                    new Sample("TIFF of two pages", maker.bytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compressed(String scheme, BufferedImage image) throws IOException {
        return encode("com.sun.imageio.plugins.tiff.TIFFImageWriterSpi", image, param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(scheme);
        });
    }

    /** Reads all there is; false if it is refused. */
    private boolean read(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (Picture picture = pictures.open(file, PictureLimits.DEFAULT)) {
            for (int i = 0; i < picture.frames(); i++) {
                Frame frame = picture.frame(i);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                frame.writeTo(out);
                assertThat((long) out.size()).isEqualTo(frame.length());
            }
            return true;
        } catch (UnreadableInputException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    @Property(tries = 600)
    void aFileThatBreaksOffAnywhereIsRefused(
            @ForAll("samples") Sample sample, @ForAll @IntRange(max = 999) int permille) throws IOException {
        int length = (int) ((long) sample.bytes().length * permille / 1000);
        assertThat(read(sample.bytes())).isTrue();
        assertThat(read(Arrays.copyOf(sample.bytes(), length)))
                .as("%s cut to %d of %d bytes", sample, length, sample.bytes().length)
                .isFalse();
    }

    @Property(tries = 200)
    void aFileThatLacksItsLastBytesIsRefused(
            @ForAll("samples") Sample sample, @ForAll @IntRange(min = 1, max = 40) int cut) throws IOException {
        assertThat(read(Arrays.copyOf(sample.bytes(), sample.bytes().length - cut)))
                .as("%s without its last %d bytes", sample, cut)
                .isFalse();
    }

    @Property(tries = 1500)
    void changedBytesEndInNothingButARefusal(
            @ForAll("samples") Sample sample, @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int changes)
            throws IOException {
        byte[] bytes = sample.bytes().clone();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            int bound = random.nextBoolean() ? Math.min(300, bytes.length) : bytes.length;
            int at = random.nextBoolean() ? random.nextInt(bound) : bytes.length - 1 - random.nextInt(bound);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 0xFF : 0);
        }
        read(bytes);
    }
}
