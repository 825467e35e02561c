package ua.vuzol.hub.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.linuxense.javadbf.DBFReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHospitalTest {
    private static final Scale SCALE = Scale.SMALL;

    @TempDir
    Path inbox;

    private final DemoHospital hospital = new DemoHospital(SCALE);

    /** Fails if a byte has no meaning in the encoding. */
    private static String decode(Path file, String encoding) throws IOException {
        return strict(Files.readAllBytes(file), encoding).toString();
    }

    private static CharBuffer strict(byte[] bytes, String encoding) throws CharacterCodingException {
        return Charset.forName(encoding).newDecoder().decode(ByteBuffer.wrap(bytes));
    }

    @Test
    void writesEveryFileThatTheDocumentNamesAndLeavesNoTemporaryOnes() throws IOException {
        List<Path> files = hospital.play(inbox);
        List<String> expected = new ArrayList<>();
        for (int number = 123; number <= 125; number++) {
            for (String end : List.of("_1.jpg", "_2.jpg", ".csv")) {
                expected.add("fluorograph/FL000" + number + end);
            }
        }
        expected.addAll(List.of("cr-reader/P0045.tif", "cr-reader/P0045.ini", "ultrasound/PATIENTS.DBF"));
        IntStream.rangeClosed(1, SCALE.cineFrames())
                .mapToObj("ultrasound/US77_%03d.png"::formatted)
                .forEach(expected::add);
        assertThat(names(files.stream())).containsExactlyInAnyOrderElementsOf(expected);
        try (Stream<Path> onDisk = Files.walk(inbox)) {
            assertThat(names(onDisk.filter(Files::isRegularFile))).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private List<String> names(Stream<Path> files) {
        return files.map(file -> inbox.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    @Test
    void theFluorographsTextIsWindows1251WithOneRecord() throws IOException {
        hospital.play(inbox);
        assertThat(decode(inbox.resolve("fluorograph/FL000123.csv"), "windows-1251"))
                .isEqualTo("Номер;Прізвище;Ім'я;По батькові;Дата народження;Стать;РНОКПП;Дата;Час;Направив;Лаборант\r\n"
                        + "FL000123;Їжакевич;Ґалина;Юріївна;12.03.1987;Ж;"
                        + rnokppIn(inbox.resolve("fluorograph/FL000123.csv"))
                        + ";12.03.2026;09:41;Ящук-Юрченко О. В.;Коваленко Н. П.\r\n");
    }

    private static String rnokppIn(Path csv) throws IOException {
        String number = decode(csv, "windows-1251")
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(";")[6];
        assertThat(number).matches("[0-9]{10}");
        return number;
    }

    @Test
    void computesTheTaxNumberAsTheKnownOnes() {
        for (String known : List.of("1759013776", "2245134075", "3184710691", "2530414071", "2659719350")) {
            assertThat(Patient.withCheckDigit(known.substring(0, 9))).isEqualTo(known);
        }
    }

    @Test
    void theFluorographsPicturesAreGreyJpegs() throws IOException {
        for (Path picture : hospital.fluorograph(inbox, Examination.invented(7)).subList(0, 2)) {
            var image = ImageIO.read(picture.toFile());
            assertThat(image.getRaster().getNumBands()).isEqualTo(1);
            assertThat(image.getWidth()).isEqualTo(SCALE.fluorograph());
            assertThat(image.getHeight()).isEqualTo(SCALE.fluorograph());
        }
    }

    @Test
    void theBrokenPictureBeginsLikeAJpegAndHasNoEnd() throws IOException {
        hospital.play(inbox);
        byte[] broken = Files.readAllBytes(inbox.resolve("fluorograph/FL000125_2.jpg"));
        assertThat(broken).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(Arrays.copyOfRange(broken, broken.length - 2, broken.length))
                .isNotEqualTo(new byte[] {(byte) 0xFF, (byte) 0xD9});
    }

    @Test
    void thePlateReadersTextIsCp866WithTheLatinLetterI() throws IOException {
        hospital.play(inbox);
        assertThat(decode(inbox.resolve("cr-reader/P0045.ini"), "IBM866"))
                .contains("[Patient]\r\nID=20451\r\nName=Згурський Андрiй Михайлович\r\n")
                .contains(
                        "BirthDate=12/04/1969\r\nSex=M\r\n[Study]\r\nNumber=P0045\r\nDate=12/03/2026\r\nTime=10:05:30\r\n")
                .contains("Operator=Рибчинська I. О.\r\n")
                .doesNotContain("і", "І", "?");
    }

    @Test
    void thePlateReadersPictureIsAGreyTiffOfSixteenBitsOfWhichTwelveAreUsed() throws IOException {
        hospital.play(inbox);
        Path picture = inbox.resolve("cr-reader/P0045.tif");
        var raster = ImageIO.read(picture.toFile()).getRaster();
        assertThat(raster.getSampleModel().getSampleSize(0)).isEqualTo(16);
        assertThat(raster.getWidth()).isEqualTo(SCALE.plateColumns());
        assertThat(raster.getHeight()).isEqualTo(SCALE.plateRows());
        int[] samples = raster.getSamples(0, 0, SCALE.plateColumns(), SCALE.plateRows(), 0, (int[]) null);
        assertThat(Arrays.stream(samples).max().orElseThrow()).isBetween(2048, 4095);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(picture)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(file.getShort(file.capacity() - 2)).isEqualTo((short) samples[samples.length - 1]);
    }

    @Test
    void theUltrasoundsJournalIsDbaseInWindows1251AndKnowsOneExaminationMore() throws IOException {
        hospital.play(inbox);
        try (InputStream in = Files.newInputStream(inbox.resolve("ultrasound/PATIENTS.DBF"));
                DBFReader reader = new DBFReader(in, Charset.forName("windows-1251"))) {
            assertThat(IntStream.range(0, reader.getFieldCount())
                            .mapToObj(i -> reader.getField(i).getName()))
                    .containsExactly("EXAM", "CARD", "NAME", "BIRTH", "SEX", "EXDATE", "EXTIME", "FRAMES", "DOCTOR");
            var first = reader.nextRow();
            assertThat(first.getString("EXAM")).isEqualTo("US77");
            assertThat(first.getString("NAME")).isEqualTo("Єнакієва Соломія Костянтинівна");
            assertThat(new java.sql.Date(first.getDate("BIRTH").getTime())).hasToString("1972-02-29");
            assertThat(first.getString("SEX")).isEqualTo("Ж");
            assertThat(first.getInt("FRAMES")).isEqualTo(SCALE.cineFrames());
            assertThat(reader.nextRow().getString("EXAM")).isEqualTo("US78");
            assertThat(reader.nextRow()).isNull();
        }
    }

    @Test
    void theFramesOfTheCineLoopDiffer() throws IOException {
        List<Path> files = hospital.ultrasound(inbox, Examination.invented(5), List.of());
        List<String> contents = new ArrayList<>();
        for (Path frame : files.subList(0, SCALE.cineFrames())) {
            var image = ImageIO.read(frame.toFile());
            assertThat(image.getRaster().getNumBands()).isEqualTo(3);
            assertThat(image.getWidth()).isEqualTo(SCALE.cineColumns());
            contents.add(Arrays.toString(Files.readAllBytes(frame)));
        }
        assertThat(contents).doesNotHaveDuplicates();
    }

    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        List<Path> first = hospital.play(inbox.resolve("first"));
        List<Path> second = new DemoHospital(SCALE).play(inbox.resolve("second"));
        assertThat(second).hasSameSizeAs(first);
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
    }

    @Test
    void theSlowFileGrowsUnderItsFinalName() throws IOException {
        Path slow = inbox.resolve("fluorograph/FL000124_2.jpg");
        List<Long> sizes = new ArrayList<>();
        List<Path> files = hospital.withOneSlowFile(
                        () -> sizes.add(slow.toFile().length()))
                .play(inbox);
        assertThat(files).contains(slow);
        assertThat(sizes).hasSize(8).isSorted().doesNotHaveDuplicates().last().isEqualTo(Files.size(slow));
    }

    @Test
    void inventedExaminationsAreDifferentPatientsWithDifferentPictures() throws IOException {
        var patients = IntStream.range(0, 500).mapToObj(Examination::invented).map(Examination::patient);
        assertThat(patients.map(Patient::rnokpp)).doesNotHaveDuplicates();
        Path one = hospital.fluorograph(inbox, Examination.invented(1)).get(0);
        Path two = hospital.fluorograph(inbox, Examination.invented(2)).get(0);
        assertThat(Files.mismatch(one, two)).isNotNegative();
    }
}
