package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static ua.vuzol.intake.image.PictureTestSupport.*;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;

class TiffPictureTest {
    private static final String JDK_WRITER = "com.sun.imageio.plugins.tiff.TIFFImageWriterSpi";

    @TempDir
    Path folder;

    private final Pictures pictures = new Pictures(new MemoryBudget(64));

    private Picture open(byte[] file) throws IOException {
        return pictures.open(write(folder, file), PictureLimits.DEFAULT);
    }

    private static int[] random(int count, int bits) {
        return new Random(count + bits).ints(count, 0, 1 << bits).toArray();
    }

    static Stream<Arguments> greyKinds() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN).flatMap(order -> IntStream.of(8, 10, 12, 14, 16)
                .boxed()
                .flatMap(bits -> Stream.of(
                        Arguments.of(order, bits, TiffPage.WHITE_IS_ZERO, PhotometricInterpretation.MONOCHROME1),
                        Arguments.of(order, bits, TiffPage.BLACK_IS_ZERO, PhotometricInterpretation.MONOCHROME2))));
    }

    @ParameterizedTest
    @MethodSource("greyKinds")
    void keepsGreySamplesBitForBit(ByteOrder order, int bits, int photometric, PhotometricInterpretation expected)
            throws IOException {
        int[] samples = random(COLUMNS * ROWS, bits);
        TiffMaker maker = new TiffMaker(order);
        byte[] file = maker.add(maker.page(COLUMNS, ROWS, 1, bits, photometric, samples, 7))
                .bytes();
        try (Picture picture = open(file)) {
            Frame frame = picture.frame(0);
            assertThat(frame.photometric()).isEqualTo(expected);
            assertThat(frame.bitsStored()).isEqualTo(bits);
            assertThat(frame.highBit()).isEqualTo(bits - 1);
            assertThat(frame.bitsAllocated()).isEqualTo(bits == 8 ? 8 : 16);
            assertThat(frame.samplesPerPixel()).isEqualTo(1);
            assertThat(frame.rows()).isEqualTo(ROWS);
            assertThat(frame.columns()).isEqualTo(COLUMNS);
            assertThat(frame.remarks()).isEmpty();
            assertThat(pixels(frame))
                    .isEqualTo(bits == 8 ? bytes8(samples) : bytes16(samples))
                    .hasSize((int) frame.length());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void spreadsFewBitsOverEightAndSaysSo(int bits) throws IOException {
        int[] samples = random(COLUMNS * ROWS, bits);
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        byte[] file = maker.add(maker.page(COLUMNS, ROWS, 1, bits, TiffPage.WHITE_IS_ZERO, samples, ROWS))
                .bytes();
        try (Picture picture = open(file)) {
            Frame frame = picture.frame(0);
            int factor = 255 / ((1 << bits) - 1);
            assertThat(pixels(frame))
                    .isEqualTo(
                            bytes8(Arrays.stream(samples).map(s -> s * factor).toArray()));
            assertThat(frame.photometric()).isEqualTo(PhotometricInterpretation.MONOCHROME1);
            assertThat(frame.bitsStored()).isEqualTo(8);
            assertThat(frame.remarks()).singleElement().asString().contains("spread over 8 bits");
        }
    }

    static Stream<Arguments> compressed() {
        return Stream.of("LZW", "Deflate", "ZLib", "PackBits")
                .flatMap(compression -> Stream.of(
                        Arguments.of(compression, grey8(1), 8),
                        Arguments.of(compression, grey16(2), 16),
                        Arguments.of(compression, rgb8(3), 8),
                        Arguments.of(compression, rgb16(4), 16)));
    }

    @ParameterizedTest
    @MethodSource("compressed")
    void keepsSamplesOfEveryLosslessCompression(String compression, BufferedImage image, int bits) throws IOException {
        byte[] file = encode(JDK_WRITER, image, param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        });
        try (Picture picture = open(file)) {
            Frame frame = picture.frame(0);
            assertThat(pixels(frame)).isEqualTo(bits == 8 ? bytes8(samples(image)) : bytes16(samples(image)));
            assertThat(frame.bitsStored()).isEqualTo(bits);
            assertThat(frame.samplesPerPixel()).isEqualTo(image.getRaster().getNumBands());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void showsFaxCompressedPicturesAsTheyWere(String compression) throws IOException {
        BufferedImage image = filled(new BufferedImage(COLUMNS, ROWS, BufferedImage.TYPE_BYTE_BINARY), 2, 8);
        byte[] file = encode(JDK_WRITER, image, param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
        });
        try (Picture picture = open(file)) {
            Frame frame = picture.frame(0);
            int white = frame.photometric() == PhotometricInterpretation.MONOCHROME1 ? 0 : 255;
            assertThat(pixels(frame))
                    .isEqualTo(bytes8(Arrays.stream(samples(image))
                            .map(bit -> bit == 1 ? white : 255 - white)
                            .toArray()));
        }
    }

    @Test
    void readsTiles() throws IOException {
        BufferedImage image = grey16(5);
        byte[] file = encode(JDK_WRITER, image, param -> {
            param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
            param.setTiling(16, 16, 0, 0);
        });
        try (Picture picture = open(file)) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes16(samples(image)));
        }
    }

    @Test
    void convertsAJpegInATiffToRgb() throws IOException {
        BufferedImage image = rgb8(6);
        image.createGraphics().fillRect(0, 0, COLUMNS, ROWS);
        byte[] file = encode(JDK_WRITER, image, param -> {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType("JPEG");
        });
        try (Picture picture = open(file)) {
            byte[] white = new byte[COLUMNS * ROWS * 3];
            Arrays.fill(white, (byte) 0xFF);
            assertThat(pixels(picture.frame(0))).isEqualTo(white);
        }
    }

    @Test
    void readsTheSamplesOfEachPlaneTogether() throws IOException {
        int[] red = random(COLUMNS * ROWS, 8);
        int[] green = Arrays.stream(red).map(v -> v ^ 0x55).toArray();
        int[] blue = Arrays.stream(red).map(v -> 255 - v).toArray();
        TiffMaker maker = new TiffMaker(ByteOrder.BIG_ENDIAN);
        TiffMaker.Page page = maker.page(COLUMNS, ROWS, 1, 8, TiffPage.RGB, red, ROWS)
                .with(TiffDirectory.SAMPLES_PER_PIXEL, 3)
                .with(TiffDirectory.BITS_PER_SAMPLE, 8, 8, 8)
                .with(TiffDirectory.PLANAR_CONFIGURATION, 2);
        page.strips = new byte[][] {bytes8(red), bytes8(green), bytes8(blue)};
        try (Picture picture = open(maker.add(page).bytes())) {
            int[] together = IntStream.range(0, red.length)
                    .flatMap(i -> IntStream.of(red[i], green[i], blue[i]))
                    .toArray();
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(together));
        }
    }

    @Test
    void looksColoursUpInThePalette() throws IOException {
        int[] indexes = random(COLUMNS * ROWS, 4);
        long[] map = new Random(9).longs(48, 0, 1 << 16).toArray();
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        TiffMaker.Page page =
                maker.page(COLUMNS, ROWS, 1, 4, TiffPage.INDEXES, indexes, 5).with(TiffDirectory.COLOR_MAP, map);
        try (Picture picture = open(maker.add(page).bytes())) {
            int[] colours = Arrays.stream(indexes)
                    .flatMap(i -> IntStream.of((int) map[i] >> 8, (int) map[16 + i] >> 8, (int) map[32 + i] >> 8))
                    .toArray();
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(colours));
            assertThat(picture.frame(0).photometric()).isEqualTo(PhotometricInterpretation.RGB);
        }
    }

    @Test
    void laysTransparencyOverBlackAndLeavesOpaquePicturesAlone() throws IOException {
        int[] samples = random(COLUMNS * ROWS * 4, 8);
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        int[] opaque = samples.clone();
        for (int i = 3; i < opaque.length; i += 4) {
            opaque[i] = 255;
        }
        maker.add(maker.page(COLUMNS, ROWS, 4, 8, TiffPage.RGB, samples, ROWS).with(TiffDirectory.EXTRA_SAMPLES, 2));
        maker.add(maker.page(COLUMNS, ROWS, 4, 8, TiffPage.RGB, opaque, ROWS).with(TiffDirectory.EXTRA_SAMPLES, 2));
        try (Picture picture = open(maker.bytes())) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(overBlack(samples)));
            assertThat(picture.frame(0).remarks()).containsExactly(Remarks.OVER_BLACK);
            assertThat(pixels(picture.frame(1))).isEqualTo(bytes8(colours(samples)));
            assertThat(picture.frame(1).remarks()).isEmpty();
        }
    }

    @Test
    void givesAFrameForEachPageButNotForThumbnails() throws IOException {
        TiffMaker maker = new TiffMaker(ByteOrder.BIG_ENDIAN);
        int[] first = random(20, 16);
        int[] second = random(30, 8);
        maker.add(maker.page(5, 4, 1, 16, TiffPage.BLACK_IS_ZERO, first, 4));
        maker.add(
                maker.page(2, 2, 1, 8, TiffPage.BLACK_IS_ZERO, new int[4], 2).with(TiffDirectory.NEW_SUBFILE_TYPE, 1));
        maker.add(maker.page(5, 6, 1, 8, TiffPage.BLACK_IS_ZERO, second, 2));
        try (Picture picture = open(maker.bytes())) {
            assertThat(picture.frames()).isEqualTo(2);
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes16(first));
            assertThat(pixels(picture.frame(1))).isEqualTo(bytes8(second));
        }
    }

    @Test
    void readsAPictureLargerThanABandWhole() throws IOException {
        int columns = 3000;
        int rows = 3500;
        int[] samples = random(columns * rows, 12);
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        for (int rowsPerStrip : List.of(rows, 1, 999)) {
            maker.add(maker.page(columns, rows, 1, 16, TiffPage.BLACK_IS_ZERO, samples, rowsPerStrip));
        }
        try (Picture picture = open(maker.bytes())) {
            byte[] expected = bytes16(samples);
            for (int i = 0; i < picture.frames(); i++) {
                assertThat(Arrays.equals(pixels(picture.frame(i)), expected)).isTrue();
            }
        }
    }

    @Test
    void givesTheSpacingOfPixelsOnlyInAPhysicalUnit() throws IOException {
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        for (int unit : new int[] {1, 2, 3}) {
            maker.add(maker.page(2, 2, 1, 8, TiffPage.BLACK_IS_ZERO, new int[4], 2)
                    .with(TiffDirectory.X_RESOLUTION, 50, 1)
                    .with(TiffDirectory.Y_RESOLUTION, 100, 4)
                    .with(TiffDirectory.RESOLUTION_UNIT, unit));
        }
        try (Picture picture = open(maker.bytes())) {
            assertThat(picture.frame(0).pixelSpacing()).isEmpty();
            assertThat(picture.frame(1).pixelSpacing().orElseThrow()).containsExactly(25.4 / 25, 25.4 / 50);
            assertThat(picture.frame(2).pixelSpacing().orElseThrow()).containsExactly(0.4, 0.2);
        }
    }

    @Test
    void saysThatThePictureIsNotTurned() throws IOException {
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        maker.add(maker.page(2, 2, 1, 8, TiffPage.BLACK_IS_ZERO, new int[4], 2).with(TiffDirectory.ORIENTATION, 6));
        try (Picture picture = open(maker.bytes())) {
            assertThat(picture.frame(0).remarks()).singleElement().asString().contains("orientation 6");
        }
    }

    @Test
    void readsSeveralPagesOfTheJdksWriter() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var writer = jdkWriter(JDK_WRITER);
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < 3; i++) {
                writer.writeToSequence(new IIOImage(grey16(i), null, null), null);
            }
            writer.endWriteSequence();
        }
        try (Picture picture = open(bytes.toByteArray())) {
            assertThat(picture.frames()).isEqualTo(3);
            for (int i = 0; i < 3; i++) {
                assertThat(pixels(picture.frame(i))).isEqualTo(bytes16(samples(grey16(i))));
            }
        }
    }

    private void refuses(TiffMaker maker, String reason) {
        assertThatThrownBy(() -> open(maker.bytes()))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining(reason);
    }

    private static TiffMaker single(UnaryOperator<TiffMaker.Page> change) {
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        return maker.add(
                change.apply(maker.page(COLUMNS, ROWS, 1, 8, TiffPage.BLACK_IS_ZERO, random(COLUMNS * ROWS, 8), 5)));
    }

    @Test
    void refusesWhatItCannotTakeOverUnchanged() {
        refuses(single(p -> p.with(TiffDirectory.SAMPLE_FORMAT, 2)), "signed or floating-point");
        refuses(single(p -> p.with(TiffDirectory.BITS_PER_SAMPLE, 32)), "32 bits");
        refuses(single(p -> p.with(TiffDirectory.PHOTOMETRIC, 5)), "PhotometricInterpretation 5");
        refuses(single(p -> p.without(TiffDirectory.PHOTOMETRIC)), "PhotometricInterpretation is missing");
        refuses(single(p -> p.with(TiffDirectory.COMPRESSION, 34712)), "scheme 34712");
        refuses(single(p -> p.with(TiffDirectory.PHOTOMETRIC, TiffPage.INDEXES)), "not the palette");
        refuses(single(p -> p.with(TiffDirectory.NEW_SUBFILE_TYPE, 1)), "only thumbnails");
    }

    @Test
    void refusesPicturesThatLackData() {
        refuses(single(p -> p.with(TiffDirectory.STRIP_OFFSETS, 8)), "where all of its picture data are");
        refuses(single(p -> p.with(TiffDirectory.STRIP_BYTE_COUNTS, 1, 1, 1, 1, 1)), "less picture data");
        refuses(
                single(p -> p.with(TiffDirectory.STRIP_OFFSETS, 4_000_000_000L, 8, 8, 8, 8)),
                "ends in the middle of the picture data");
        refuses(single(p -> p.without(TiffDirectory.IMAGE_LENGTH)), "37 x 0 pixels");
    }

    @Test
    void refusesBombsBeforeDecoding() {
        refuses(
                single(p -> p.with(TiffDirectory.IMAGE_WIDTH, 60_000).with(TiffDirectory.IMAGE_LENGTH, 60_000)),
                "limit of");
        refuses(single(p -> p.with(TiffDirectory.IMAGE_WIDTH, 4_000_000_000L)), "limit of");
        refuses(single(p -> p.with(TiffDirectory.IMAGE_WIDTH, 90_000)), "at most 65535");
        TiffMaker manyPages = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 100_000; i++) {
            manyPages.add(new TiffMaker.Page().with(TiffDirectory.IMAGE_WIDTH, 1));
        }
        refuses(manyPages, "more than 2000 pages");
        TiffMaker endless = new TiffMaker(ByteOrder.LITTLE_ENDIAN).add(new TiffMaker.Page().with(256, 1));
        refuses(endless.linkTo(8), "has no end");
    }

    @ParameterizedTest
    @ValueSource(ints = {330, 34665})
    void aDirectoryThatContainsItselfDoesNoHarm(int subdirectory) throws IOException {
        byte[] file = single(p -> p.with(subdirectory, 1 << 20)).bytes();
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(4);
        int last = directory + 2 + 12 * (buffer.getShort(directory) - 1);
        assertThat(buffer.getShort(last) & 0xFFFF).isEqualTo(subdirectory);
        buffer.putInt(last + 8, directory);
        try (Picture picture = open(file)) {
            assertThat(pixels(picture.frame(0))).isEqualTo(bytes8(random(COLUMNS * ROWS, 8)));
        }
    }

    @Test
    void refusesCountsThatTheFileCannotHold() {
        byte[] file = single(p -> p).bytes();
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int directory = buffer.getInt(4);
        for (int entry = 0; entry < buffer.getShort(directory); entry++) {
            int at = directory + 2 + 12 * entry;
            if (buffer.getShort(at) == TiffDirectory.STRIP_OFFSETS) {
                buffer.putInt(at + 4, 0xFFFFFFFF);
            }
        }
        assertThatThrownBy(() -> open(file))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("descriptions of its pages");
    }

    @Test
    void refusesTogetherWhatWouldUnpackToMoreThanTheLimit() throws IOException {
        TiffMaker maker = new TiffMaker(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3; i++) {
            maker.add(maker.page(10, 10, 1, 16, TiffPage.BLACK_IS_ZERO, new int[100], 10));
        }
        Path file = write(folder, maker.bytes());
        assertThatThrownBy(() -> pictures.open(file, new PictureLimits(100, 3, 599)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("unpack to 600 bytes");
        pictures.open(file, new PictureLimits(100, 3, 600)).close();
    }

    @Test
    void saysThatBigTiffIsNotRead() {
        assertThatThrownBy(() -> open(new byte[] {'I', 'I', 43, 0, 8, 0, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("BigTIFF");
    }
}
