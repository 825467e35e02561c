package ua.vuzol.intake.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageWriterSpi;
import javax.imageio.stream.ImageOutputStream;

/** Pictures written by the JDK's writers, and the native pixel data of a frame. */
final class PictureTestSupport {
    static final int COLUMNS = 37;
    static final int ROWS = 23;

    private PictureTestSupport() {}

    static BufferedImage grey8(long seed) {
        return filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY), 1 << 8, seed);
    }

    static BufferedImage grey16(long seed) {
        return filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_USHORT_GRAY), 1 << 16, seed);
    }

    static BufferedImage rgb8(long seed) {
        return filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_3BYTE_BGR), 1 << 8, seed);
    }

    /** With opacity. */
    static BufferedImage rgba8(long seed) {
        return filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_4BYTE_ABGR), 1 << 8, seed);
    }

    static BufferedImage rgb16(long seed) {
        var type = ImageTypeSpecifier.createInterleaved(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), new int[] {0, 1, 2}, DataBuffer.TYPE_USHORT, false, false);
        return filled(type.createBufferedImage(COLUMNS, ROWS), 1 << 16, seed);
    }

    static BufferedImage filled(BufferedImage image, int bound, long seed) {
        Random random = new Random(seed);
        WritableRaster raster = image.getRaster();
        int[] samples = random.ints((long) raster.getWidth() * raster.getHeight() * raster.getNumBands(), 0, bound)
                .toArray();
        raster.setPixels(0, 0, raster.getWidth(), raster.getHeight(), samples);
        return image;
    }

    static int[] samples(BufferedImage image) {
        return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
    }

    /** The colours of pixels with opacity, as they are. */
    static int[] colours(int[] rgba) {
        return IntStream.range(0, rgba.length)
                .filter(i -> i % 4 != 3)
                .map(i -> rgba[i])
                .toArray();
    }

    /** The colours of pixels with opacity when they are laid over black. */
    static int[] overBlack(int[] rgba) {
        return IntStream.range(0, rgba.length)
                .filter(i -> i % 4 != 3)
                .map(i -> Math.round(rgba[i] * rgba[i - i % 4 + 3] / 255f))
                .toArray();
    }

    /** By the JDK's writer of a format: jpeg, png, bmp or tiff. */
    static byte[] encode(BufferedImage image, String format) throws IOException {
        String name = format.toUpperCase(Locale.ROOT);
        return encode("com.sun.imageio.plugins." + format + "." + name + "ImageWriterSpi", image, param -> {});
    }

    /** By the JDK's writer of a format, with its parameters set by the test. */
    static byte[] encode(String writerClass, BufferedImage image, Consumer<ImageWriteParam> settings)
            throws IOException {
        ImageWriter writer = jdkWriter(writerClass);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            settings.accept(param);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    static ImageWriter jdkWriter(String writerClass) throws IOException {
        var providers = IIORegistry.getDefaultInstance().getServiceProviders(ImageWriterSpi.class, false);
        while (providers.hasNext()) {
            var provider = providers.next();
            if (provider.getClass().getName().equals(writerClass)) {
                return provider.createWriterInstance();
            }
        }
        throw new IllegalStateException("The JDK has no " + writerClass);
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("picture.dat"), bytes);
    }

    static byte[] pixels(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.writeTo(out);
        return out.toByteArray();
    }

    static byte[] bytes8(int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return bytes;
    }

    static byte[] bytes16(int... samples) {
        byte[] bytes = new byte[2 * samples.length];
        for (int i = 0; i < samples.length; i++) {
            bytes[2 * i] = (byte) samples[i];
            bytes[2 * i + 1] = (byte) (samples[i] >> 8);
        }
        return bytes;
    }
}
