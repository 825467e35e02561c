package ua.vuzol.intake.convert;

import static org.assertj.core.api.Assertions.assertThat;

import com.linuxense.javadbf.DBFDataType;
import com.linuxense.javadbf.DBFField;
import com.linuxense.javadbf.DBFWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.intake.convert.TestPictures.Kind;
import ua.vuzol.intake.profile.SidecarRecord;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.SourceProfiles;

/** Golden: the three profiles that come with the hub, from the device's bytes to every attribute. */
class DemoProfilesTest {
    private static final SourceProfiles PROFILES = SourceProfiles.load(ConversionSupport.MAPPINGS);

    @TempDir
    Path folder;

    @Test
    void fluorographWritesTwoProjectionsAsDigitalXRayWithItsJpegUntouched() throws IOException {
        SourceProfile profile = PROFILES.find("fluorograph").orElseThrow();
        Golden.write(
                folder.resolve("FL000123.csv"),
                "windows-1251",
                "Номер;Прізвище;Ім'я;По батькові;Дата народження;Стать;РНОКПП;Дата;Час;Направив;Лаборант\r\n"
                        + "FL000123;Їжакевич;Ґалина;Юріївна;12.03.1987;Ж;3184710683;12.03.2026;09:41;"
                        + "Ящук-Юрченко О. В.;Коваленко Н. П.\r\n");
        Path first = TestPictures.write(folder.resolve("FL000123_1.jpg"), Kind.JPEG_GREY, 1);
        Path second = TestPictures.write(folder.resolve("FL000123_2.jpg"), Kind.JPEG_GREY, 2);

        ConvertedExamination converted = convert(profile, "FL000123.csv", second, first);

        assertThat(converted.corrections()).isEmpty();
        assertThat(converted.instances()).hasSize(2);
        assertThat(Golden.describe(converted.instances().get(0).file())).isEqualTo(Golden.expected("fluorograph-1"));
        assertThat(Golden.describe(converted.instances().get(1).file())).isEqualTo(Golden.expected("fluorograph-2"));
    }

    @Test
    void plateReaderWithoutTheLetterIGetsItsNamesBackAndTheirOldFormIsKept() throws IOException {
        SourceProfile profile = PROFILES.find("cr-reader").orElseThrow();
        Golden.write(
                folder.resolve("P0045.ini"),
                "IBM866",
                "[Patient]\r\nID=20451\r\nName=Згурський Андрiй Михайлович\r\nBirthDate=12/04/1969\r\nSex=M\r\n"
                        + "[Study]\r\nNumber=P0045\r\nDate=12/03/2026\r\nTime=10:05:30\r\nBodyPart=CHEST\r\nView=PA\r\n"
                        + "Operator=Рибчинська I. О.\r\n");
        Path image = TestPictures.write(folder.resolve("P0045.tif"), Kind.GREY12, 1);

        ConvertedExamination converted = convert(profile, "P0045.ini", image);

        assertThat(converted.corrections()).extracting(Change::keyword).contains("PatientName");
        assertThat(Golden.describe(converted.instances().get(0).file())).isEqualTo(Golden.expected("cr-reader"));
    }

    @Test
    void ultrasoundMakesOneCineLoopOfTheFramesItsJournalCounts() throws IOException {
        SourceProfile profile = PROFILES.find("ultrasound").orElseThrow();
        writeJournal(folder.resolve("PATIENTS.DBF"));
        Path[] frames = {
            TestPictures.write(folder.resolve("US77_002.png"), Kind.RGB, 2),
            TestPictures.write(folder.resolve("US77_001.png"), Kind.RGB, 1),
            TestPictures.write(folder.resolve("US77_003.png"), Kind.RGB, 3)
        };
        List<SidecarRecord> journal = profile.recordsOf(folder.resolve("PATIENTS.DBF"), "PATIENTS.DBF");
        assertThat(journal).extracting(SidecarRecord::examinationKey).containsExactly("US77", "US78");
        assertThat(profile.expectedImages(journal.get(0).record())).isEqualTo(OptionalInt.of(3));

        ConvertedExamination converted = convert(profile, "PATIENTS.DBF", frames);

        assertThat(converted.instances()).hasSize(1);
        assertThat(Golden.describe(converted.instances().get(0).file())).isEqualTo(Golden.expected("ultrasound"));
    }

    @Test
    void theSameExaminationGivesTheSameBytesAgain() throws IOException {
        SourceProfile profile = PROFILES.find("cr-reader").orElseThrow();
        Golden.write(
                folder.resolve("P0045.ini"),
                "IBM866",
                "[Patient]\nID=1\nName=Олег\nBirthDate=12/04/1969\nSex=M\n[Study]\nNumber=P0045\nDate=12/03/2026\n"
                        + "Time=10:05:30\nBodyPart=CHEST\n");
        Path image = TestPictures.write(folder.resolve("P0045.tif"), Kind.GREY12, 1);

        Path once = convert(profile, "P0045.ini", image).instances().get(0).file();
        byte[] before = Files.readAllBytes(once);
        Path again = convert(profile, "P0045.ini", image).instances().get(0).file();

        assertThat(Files.readAllBytes(again)).isEqualTo(before);
    }

    private ConvertedExamination convert(SourceProfile profile, String sidecar, Path... images) throws IOException {
        SidecarRecord found =
                profile.recordsOf(folder.resolve(sidecar), sidecar).get(0);
        Path target = Files.createDirectories(folder.resolve("dicom"));
        ExaminationInput input = ConversionSupport.input(
                profile, found.examinationKey(), found.record().fields(), images);
        return ConversionSupport.converter().convert(withoutEncoder(input), profile, target);
    }

    /** UIDs are made of the files' digests, and encoders differ from JDK to JDK: digests of the names instead. */
    private static ExaminationInput withoutEncoder(ExaminationInput input) {
        List<ImageInput> images = input.images().stream()
                .map(image -> new ImageInput(image.file(), image.name(), "digest of " + image.name(), image.captures()))
                .toList();
        return new ExaminationInput(
                input.source(), input.key(), input.record(), images, input.before(), input.receivedAt());
    }

    private static void writeJournal(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                DBFWriter writer = new DBFWriter(out, Charset.forName("windows-1251"))) {
            writer.setFields(new DBFField[] {
                new DBFField("EXAM", DBFDataType.CHARACTER, 8),
                new DBFField("CARD", DBFDataType.CHARACTER, 10),
                new DBFField("NAME", DBFDataType.CHARACTER, 60),
                new DBFField("BIRTH", DBFDataType.DATE),
                new DBFField("SEX", DBFDataType.CHARACTER, 1),
                new DBFField("EXDATE", DBFDataType.DATE),
                new DBFField("EXTIME", DBFDataType.CHARACTER, 5),
                new DBFField("FRAMES", DBFDataType.NUMERIC, 4, 0),
                new DBFField("DOCTOR", DBFDataType.CHARACTER, 30)
            });
            writer.addRecord(new Object[] {
                "US77",
                "30772",
                "Єнакієва Соломія Костянтинівна",
                day(1972, 2, 29),
                "Ж",
                day(2026, 3, 12),
                "11:20",
                3,
                "Гаращенко Ф. Ї."
            });
            writer.addRecord(new Object[] {
                "US78", "30773", "Рибчинський Богдан Олегович", day(1980, 7, 1), "Ч", day(2026, 3, 12), "11:55", 24, ""
            });
        }
    }

    private static Date day(int year, int month, int day) {
        return Date.from(ZonedDateTime.of(year, month, day, 0, 0, 0, 0, ZoneId.systemDefault())
                .toInstant());
    }
}
