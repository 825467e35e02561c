package ua.vuzol.intake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.record.DeviceRecord;
import ua.vuzol.mapping.MappingFileException;

class SourceProfilesTest {
    private static final Path PROJECT = Path.of("mappings");

    private static final String GOOD =
            """
            title: Any device
            images:
              pattern: '(?<exam>FL\\d+)_(?<frame>\\d+)\\.jpg'
              expected: 2
            sidecar:
              pattern: '(?<exam>FL\\d+)\\.csv'
              format: csv
              encoding: windows-1251
            object:
              sopClass: secondary-capture
            patient:
              PatientID: {field: ID}
            study:
              StudyDate: {field: DATE, date: dd.MM.yyyy}
            device:
              Manufacturer: Any
            """;

    @TempDir
    Path folder;

    private Path mappings;

    @BeforeEach
    void copyTables() throws IOException {
        mappings = folder.resolve("mappings");
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = mappings.resolve(PROJECT.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private SourceProfile load(String yaml) {
        write(yaml);
        return SourceProfiles.load(mappings).find("any").orElseThrow();
    }

    private void write(String yaml) {
        try {
            Files.writeString(mappings.resolve("sources/any.yaml"), yaml);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyMappingFileOfTheProjectIsInOrder() {
        assertThat(SourceProfiles.check(PROJECT)).isEmpty();
        assertThat(SourceProfiles.load(PROJECT).sources()).contains("cr-reader", "fluorograph", "ultrasound");
    }

    @Test
    void aMistakeInTheTableOfLettersIsFoundToo() throws IOException {
        Path table = mappings.resolve("transliteration/uk-kmu55.tsv");
        Files.writeString(table, Files.readString(table) + "\nnothing\n");

        assertThat(SourceProfiles.check(mappings)).singleElement().satisfies(problem -> assertThat(problem.file())
                .endsWith("uk-kmu55.tsv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    title: Any device            | tittle: Any device       | 1  | the key title is missing
                    expected: 2                  | expected: two            | 4  | images.expected
                    (?<frame>\\d+)\\.jpg'        | (?<frame>\\d+\\.jpg'     | 3  | is not a regular expression
                    (?<exam>FL\\d+)_             | FL\\d+_                  | 3  | has no group (?<exam>...)
                    (?<exam>FL\\d+)\\.csv        | FL\\d+\\.csv             | 6  | sidecar.key names no field instead
                    windows-1251                 | windows-1252             | 8  | is not known; known are UTF-8, windows-1251
                    format: csv                  | format: xls              | 7  | sidecar.format
                    sopClass: secondary-capture  | sopClass: sc             | 10 | has no table in mappings/dicom/iods; there are
                    PatientID:                   | PatientId:               | 12 | is not a keyword of the DICOM dictionary
                    {field: ID}                  | {feild: ID}              | 12 | the key feild is not known here; known are field,
                    {field: ID}                  | {field: ID, value: 7}    | 12 | needs exactly one of field, template
                    date: dd.MM.yyyy             | date: dd.MM.jjjj         | 14 | is not a pattern of a date
                    date: dd.MM.yyyy             | date: dd.MM.YYYY         | 14 | does not tell all of it
                    date: dd.MM.yyyy             | date: dd.mm.yyyy         | 14 | write for instance dd.MM.yyyy
                    date: dd.MM.yyyy             | date: [dd.MM.yyyy, dd.MM] | 14 | does not tell all of it
                    date: dd.MM.yyyy             | time: "hh:mm"            | 14 | write for instance HH:mm:ss: HH hour
                    date: dd.MM.yyyy             | time: "HH:ss"            | 14 | does not tell all of it
                    {field: DATE, date: dd.MM.yyyy} | {field: D, date: dd, as: sex} | 14 | can have only one of date, time, as, map
                    Manufacturer: Any            | Manufacturer: {field: M}  | 16 | the key field is not known here
                    Manufacturer: Any            | TransferSyntaxUID: "1.2"  | 16 | stands outside of data sets
                    Manufacturer: Any            | AffectedSOPClassUID: "1"  | 16 | stands outside of data sets
                    Manufacturer: Any            | PatientID: 7              | 16 | stands in two blocks
                    expected: 2                  | settle: 5s                | 4  | is not a duration; write for instance PT30S
                    title: Any device            | title: {                  | 3  | is not valid YAML
                    device:                      | study:                    | 15 | Duplicate field 'study'
                    """)
    void aMistakeIsNamedWithFileLineAndMend(String right, String wrong, int line, String message) {
        String yaml = GOOD.replace(right.replace("\\\\", "\\"), wrong.replace("\\\\", "\\"));
        assertThat(yaml).isNotEqualTo(GOOD);
        write(yaml);

        assertThat(SourceProfiles.check(mappings)).anySatisfy(problem -> {
            assertThat(problem.toString()).contains("any.yaml:" + line + ": ").contains(message);
        });
        assertThatThrownBy(() -> SourceProfiles.load(mappings).find("any")).isInstanceOf(MappingFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "digital-x-ray, CR, DX",
        "mammography, DX, MG",
        "intra-oral, DX, IO",
        "computed-radiography, RF, CR",
        "'[secondary-capture, ultrasound-multi-frame]', OT, US"
    })
    void aModalityThatTheObjectDoesNotAllowIsNamed(String object, String said, String dictated) {
        String profile = GOOD.replace("sopClass: secondary-capture", "sopClass: " + object);
        write(profile.replace("Manufacturer: Any", "Modality: " + said));

        assertThat(SourceProfiles.check(mappings)).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("any.yaml:16: device.Modality: must be " + dictated + " in an object "));
        write(profile.replace("Manufacturer: Any", "Modality: " + dictated));
        assertThat(SourceProfiles.check(mappings)).isEmpty();
    }

    @Test
    void anUnknownObjectIsNamedBeforeItsModality() {
        write(GOOD.replace("sopClass: secondary-capture", "sopClass: xray")
                .replace("Manufacturer: Any", "Modality: DX"));

        assertThat(SourceProfiles.check(mappings)).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("any.yaml:10: object.sopClass"));
    }

    @Test
    void whereTheObjectLeavesTheModalityOpenTheProfileSaysIt() {
        assertThat(load(GOOD.replace("Manufacturer: Any", "Modality: ECG")).header())
                .containsKey("Modality");
    }

    @ParameterizedTest
    @CsvSource({
        "date, dd.MM.yy",
        "date, yyyyMMdd",
        "date, d.M.yyyy",
        "date, dd MMM yyyy",
        "date, dd.MM.yyyy HH:mm",
        "time, dd.MM.yyyy HH:mm",
        "time, HHmmss",
        "time, hh:mm a",
        "time, yyyy-MM-dd'T'HH:mm:ssXXX"
    })
    void aPatternThatTellsAllOfItIsTaken(String kind, String pattern) {
        write(GOOD.replace("date: dd.MM.yyyy", kind + ": \"" + pattern + "\""));

        assertThat(SourceProfiles.check(mappings)).isEmpty();
    }

    @Test
    void aMendedProfileIsTakenAtItsNextUseEvenWithTheOldTimeOfTheFile() throws IOException {
        write(GOOD.replace("title", "tittle"));
        SourceProfiles profiles = SourceProfiles.load(mappings);
        assertThatThrownBy(() -> profiles.find("any")).isInstanceOf(MappingFileException.class);
        FileTime time = Files.getLastModifiedTime(mappings.resolve("sources/any.yaml"));

        write(GOOD);
        Files.setLastModifiedTime(mappings.resolve("sources/any.yaml"), time);
        SourceProfile mended = profiles.find("any").orElseThrow();
        write(GOOD.replace("Any device", "Another device"));
        Files.setLastModifiedTime(mappings.resolve("sources/any.yaml"), time);

        assertThat(mended.title()).isEqualTo("Any device");
        assertThat(profiles.find("any").orElseThrow().title()).isEqualTo("Another device");
        assertThat(profiles.find("any").orElseThrow())
                .isSameAs(profiles.find("any").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "../sources/any", "any/../any", "", "флюорограф", "any\0"})
    void aNameThatIsNoSourcesHasNoProfile(String name) {
        write(GOOD);

        assertThat(SourceProfiles.load(mappings).find(name)).isEmpty();
    }

    @Test
    void filesOfAnExaminationMeetWhateverTheCaseOfTheirNames() {
        SourceProfile profile = load(GOOD);

        assertThat(profile.roleOf("fl7_02.JPG"))
                .isEqualTo(new FileRole.Image("FL7", Map.of("exam", "fl7", "frame", "02")));
        assertThat(profile.roleOf("Fl7.CSV")).isEqualTo(new FileRole.Sidecar(Optional.of("FL7")));
        assertThat(profile.roleOf("FL7_2.jpg.tmp")).isEqualTo(new FileRole.Unmatched());
        assertThat(profile.roleOf("x".repeat(300))).isEqualTo(new FileRole.Unmatched());
    }

    @Test
    void aPatternThatBacktracksForEverIsStopped() {
        SourceProfile profile = load(GOOD.replace("(?<exam>FL\\d+)_", "(?<exam>(?<part>a|aa)+)\\k<part>_"));

        assertThatThrownBy(() -> profile.roleOf("a".repeat(200)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("images.pattern");
    }

    @Test
    void theFileNameMayBeTheRecord() {
        SourceProfile profile = load(GOOD.replaceFirst("(?s)sidecar:.*?object:", "record: {from: file-name}\nobject:"));

        FileRole.Image image = (FileRole.Image) profile.roleOf("FL7_2.jpg");
        assertThat(profile.needsSidecar()).isFalse();
        assertThat(profile.recordOf(image).orElseThrow().field("EXAM")).hasValue("FL7");
    }

    @Test
    void theExaminationOfARowIsInTheFieldTheProfileNamesAndTheLastRowCounts() throws IOException {
        SourceProfile profile =
                load(GOOD.replace("pattern: '(?<exam>FL\\d+)\\.csv'", "pattern: 'log\\.csv'\n  key: ID"));
        Path log = csv("ID,DATE\nFL1,01.02.2026\nfl2,02.02.2026\nFL1,03.02.2026\n");

        assertThat(profile.recordsOf(log, "log.csv"))
                .extracting(
                        row -> row.examinationKey() + row.record().field("DATE").orElse(""))
                .containsExactly("FL202.02.2026", "FL103.02.2026");
    }

    @Test
    void aSidecarIsReadForAllFieldsTheProfileNames() {
        SourceProfile profile = load(
                GOOD.replace("expected: 2", "expected: {field: FRAMES}")
                        .replace("format: csv", "format: csv\n  key: EXAM")
                        .replace(
                                "device:",
                                """
                          StudyDescription: {template: "${A} ${B}"}
                          OperatorsName: {name: {family: C}}
                          OtherPatientIDsSequence: {items: [{PatientID: {field: D}}]}
                        device:"""));

        assertThat(profile.sidecar().orElseThrow().spec().wanted())
                .containsExactlyInAnyOrder("FRAMES", "EXAM", "ID", "DATE", "A", "B", "C", "D");
    }

    @Test
    void aRowWithoutItsKeyIsRefused() throws IOException {
        SourceProfile profile = load(GOOD.replace("format: csv", "format: csv\n  key: ID"));
        Path log = csv("ID,DATE\n,01.02.2026\n");

        assertThatThrownBy(() -> profile.recordsOf(log, "FL1.csv"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("nothing in ${ID}");
    }

    @Test
    void aSidecarNamedAfterOneExaminationHoldsOneRecord() throws IOException {
        SourceProfile profile = load(GOOD);

        assertThat(profile.recordsOf(csv("ID\n1\n"), "FL9.csv"))
                .extracting(SidecarRecord::examinationKey)
                .containsExactly("FL9");
        Path two = csv("ID\n1\n2\n");
        assertThatThrownBy(() -> profile.recordsOf(two, "FL9.csv"))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("2 records");
    }

    @Test
    void theRecordMayCountItsImages() {
        SourceProfile profile = load(GOOD.replace("expected: 2", "expected: {field: FRAMES}"));

        assertThat(profile.expectedImages(new DeviceRecord(Map.of("FRAMES", " 024 "))))
                .isEqualTo(OptionalInt.of(24));
        assertThatThrownBy(() -> profile.expectedImages(new DeviceRecord(Map.of("FRAMES", "0"))))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("FRAMES");
        assertThat(load(GOOD).expectedImages(new DeviceRecord(Map.of()))).isEqualTo(OptionalInt.of(2));
        assertThat(load(GOOD.replace("  expected: 2\n", "")).expectedImages(new DeviceRecord(Map.of())))
                .isEmpty();
    }

    @Test
    void timesToWaitHaveUsualValues() {
        SourceProfile profile = load(GOOD);

        assertThat(profile.patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(profile.numberLife()).isEqualTo(Duration.ofHours(12));
        assertThat(profile.images().settle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(profile.sidecar().orElseThrow().spec().encoding()).isEqualTo(Charset.forName("windows-1251"));
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("sidecar"), text, StandardCharsets.US_ASCII);
    }
}
