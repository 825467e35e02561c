package ua.vuzol.intake.image;

import java.awt.image.ColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** The JDK's own reader of a format, whatever other readers the class path holds and in whatever order. */
enum JdkReader {
    BMP("com.sun.imageio.plugins.bmp.BMPImageReaderSpi"),
    PNG("com.sun.imageio.plugins.png.PNGImageReaderSpi"),
    JPEG("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi");

    private final String provider;

    JdkReader(String provider) {
        this.provider = provider;
    }

    @FunctionalInterface
    interface Use<T> {
        T of(ImageReader reader) throws IOException;
    }

    /** Puts a new reader before the first byte of the file and disposes of it after its use. Damaged files end in any exception. */
    <T> T read(PictureInput in, Use<T> use) throws IOException {
        ImageReader reader = provider().createReaderInstance();
        try {
            in.seek(0);
            reader.setInput(in, true, true);
            return use.of(reader);
        } finally {
            reader.dispose();
        }
    }

    /** How the samples of {@link #raster} are to be understood. */
    ColorModel colorModel(PictureInput in) throws IOException {
        return read(in, reader -> reader.getImageTypes(0).next().getColorModel());
    }

    Raster raster(PictureInput in) throws IOException {
        return read(in, reader -> reader.read(0).getRaster());
    }

    private ImageReaderSpi provider() {
        var readers = IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, false);
        while (readers.hasNext()) {
            ImageReaderSpi reader = readers.next();
            if (reader.getClass().getName().equals(provider)) {
                return reader;
            }
        }
        throw new IllegalStateException("This Java has no " + provider + ": run with the module java.desktop");
    }
}
