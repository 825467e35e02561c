package ua.vuzol.intake.convert;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferUShort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures as devices write them, made by the JDK. */
final class TestPictures {
    static final int ROWS = 31;
    static final int COLUMNS = 37;

    private TestPictures() {}

    /** A kind of picture: its file name's extension and the way to write it. */
    enum Kind {
        GREY8("png"),
        GREY12("tif"),
        RGB("png"),
        /** Compressed by JPEG, in strips. */
        TIFF_JPEG("tif"),
        JPEG_GREY("jpg"),
        JPEG_COLOUR("jpg"),
        PAGES_GREY8("tif"),
        PAGES_GREY12("tif"),
        PAGES_RGB("tif");

        final String extension;

        Kind(String extension) {
            this.extension = extension;
        }

        boolean isJpeg() {
            return extension.equals("jpg");
        }

        boolean hasPages() {
            return name().startsWith("PAGES");
        }

        boolean isGrey12() {
            return name().endsWith("GREY12");
        }
    }

    static Path write(Path file, Kind kind, int seed) throws IOException {
        Files.createDirectories(file.getParent());
        switch (kind) {
            case GREY8 -> write(file, "png", grey8(seed));
            case GREY12 -> write(file, "tiff", grey12(seed));
            case RGB -> write(file, "png", rgb(seed));
            case TIFF_JPEG -> writeTiffJpeg(file, grey8(seed));
            case JPEG_GREY -> write(file, "jpeg", grey8(seed));
            case JPEG_COLOUR -> write(file, "jpeg", rgb(seed));
            case PAGES_GREY8 -> write(file, "tiff", grey8(seed), grey8(seed + 1), grey8(seed + 2));
            case PAGES_GREY12 -> write(file, "tiff", grey12(seed), grey12(seed + 1));
            case PAGES_RGB -> write(file, "tiff", rgb(seed), rgb(seed + 1));
        }
        return file;
    }

    static BufferedImage grey8(int seed) {
        BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                image.getRaster().setSample(x, y, 0, (x * 5 + y * 3 + seed) & 0xFF);
            }
        }
        return image;
    }

    /** Sixteen bits of which twelve are used. */
    static BufferedImage grey12(int seed) {
        BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_USHORT_GRAY);
        short[] samples = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) ((i * 7 + seed) & 0xFFF);
        }
        return image;
    }

    static BufferedImage rgb(int seed) {
        BufferedImage image = new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < ROWS; y++) {
            for (int x = 0; x < COLUMNS; x++) {
                image.setRGB(x, y, (x * 6) << 16 | (y * 8) << 8 | (seed * 17 & 0xFF));
            }
        }
        return image;
    }

    private static void writeTiffJpeg(Path file, BufferedImage page) throws IOException {
        ImageWriter writer =
                ImageIO.getImageWriters(new ImageTypeSpecifier(page), "tiff").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        param.setCompressionType("JPEG");
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(page, null, null), param);
        } finally {
            writer.dispose();
        }
    }

    private static void write(Path file, String format, BufferedImage... pages) throws IOException {
        ImageWriter writer = ImageIO.getImageWriters(new ImageTypeSpecifier(pages[0]), format)
                .next();
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            if (pages.length == 1) {
                writer.write(pages[0]);
            } else {
                writer.prepareWriteSequence(null);
                for (BufferedImage page : pages) {
                    writer.writeToSequence(new IIOImage(page, null, null), null);
                }
                writer.endWriteSequence();
            }
        } finally {
            writer.dispose();
        }
    }
}
