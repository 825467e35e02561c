package ua.vuzol.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.Study;
import ua.vuzol.archive.StudyQuery;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.journey.Journey;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Registry;
import ua.vuzol.worklist.StepStatus;
import ua.vuzol.worklist.Worklist;
import ua.vuzol.worklist.WorklistItem;

/** What comes together and what must not, on a real PostgreSQL; the test takes the place of the routes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
class IntakeIT {
    private static final String PROFILE =
            """
            title: Two pictures and a table
            wait: PT1H
            numberLife: PT12H
            images: {pattern: '(?<exam>N\\d+)_(?<frame>\\d+)\\.png', expected: EXPECTED}
            sidecar: {pattern: '(?<exam>N\\d+)\\.csv', format: csv, encoding: windows-1251, options: {delimiter: ";"}}
            object: {sopClass: secondary-capture}
            patient:
              PatientName: {field: Пацієнт, as: name}
              PatientID: {field: Картка}
              PatientBirthDate: {value: ""}
              PatientSex: {value: ""}
            study:
              StudyDate: {field: Дата, date: dd.MM.yyyy}
              StudyTime: {value: "100000"}
              StudyID: {value: "1"}
            device: {Modality: OT, ConversionType: WSD}
            """;

    private static final AtomicInteger PICTURES = new AtomicInteger();
    private static final AtomicInteger SOURCES = new AtomicInteger();

    @TempDir
    private static Path home;

    @Autowired
    private Intake intake;

    @Autowired
    private Quarantine quarantine;

    @Autowired
    private Quarantining quarantining;

    @Autowired
    private Archive archive;

    @Autowired
    private Registry registry;

    @Autowired
    private Journey journey;

    @Autowired
    private Worklist worklist;

    @Autowired
    private Reconciliation reconciliation;

    @Autowired
    private JdbcClient jdbc;

    private String source;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
        registry.add("vuzol.mappings", mappings::toString);
    }

    @BeforeEach
    void aSourceOfItsOwn() throws IOException {
        source = "device" + SOURCES.incrementAndGet();
        profile(PROFILE.replace("EXPECTED", "2"));
    }

    private void profile(String text) throws IOException {
        Files.writeString(home.resolve("mappings/sources/" + source + ".yaml"), text);
    }

    @Test
    void theOrderInWhichThePartsComeDoesNotMatter() {
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        drop("N1_2.png", picture());
        assertThat(studies()).isEmpty();
        drop("N1_1.png", picture());
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void aNumberThatTheDeviceUsesAgainIsAnotherExamination() {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        forgetFor("13 hours");
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        assertThat(studies()).as("the old metadata is not the new patient's").hasSize(1);
        drop("N1.csv", row("Франко Іван", "12", "02.03.2026"));
        assertThat(studies()).hasSize(2).allSatisfy(study -> assertThat(study.instances())
                .hasSize(2));
        assertThat(studies().stream().map(study -> study.patient().name()))
                .containsExactlyInAnyOrder("Шевченко^Тарас", "Франко^Іван");
    }

    @Test
    void aNumberUsedAgainAtOnceWithOtherMetadataIsAnotherExaminationToo() {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        drop("N1.csv", row("Франко Іван", "12", "01.03.2026"));
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        assertThat(studies()).hasSize(2).allSatisfy(study -> assertThat(study.instances())
                .hasSize(2));
    }

    @Test
    void anOldExaminationInQuarantineDoesNotMixWithANewOneOfTheSameNumber() {
        drop("N1_1.png", picture());
        drop("N1_2.png", "no picture".getBytes(Charset.forName("US-ASCII")));
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        assertThat(quarantined()).hasSize(1);
        forgetFor("13 hours");
        drop("N1.csv", row("Франко Іван", "12", "02.03.2026"));
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).patient().name()).isEqualTo("Франко^Іван");
        assertThat(studies().get(0).instances()).hasSize(2);
        assertThat(quarantined()).hasSize(1);
    }

    @Test
    void aLatePictureJoinsItsExaminationAndTheOthersAreNotStoredTwice() {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        drop("N1_3.png", picture());
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(3);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void aSidecarThatIsMendedTakesItsExaminationOutOfQuarantine() {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "30.02.2026"));
        assertThat(quarantined()).hasSize(1);
        assertThat(quarantined().get(0).reason()).contains("30.02.2026");
        drop("N1.csv", row("Шевченко Тарас", "11", "28.02.2026"));
        assertThat(studies()).hasSize(1);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void aRecordWithoutAPatientIdGoesToQuarantine() {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "", "01.03.2026"));
        assertThat(quarantined()).hasSize(1);
        assertThat(quarantined().get(0).reason()).contains("no patient ID");
        assertThat(quarantined().get(0).files()).containsExactlyInAnyOrder("N1_1.png", "N1_2.png", "N1.csv");
    }

    @Test
    void aReplayAfterAMendOfTheProfileSucceeds() throws IOException {
        profile(PROFILE.replace("EXPECTED", "2").replace("field: Картка", "field: Номер картки"));
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        QuarantineEntry entry = quarantined().get(0);
        assertThat(quarantine.replay(entry.id()).succeeded()).isFalse();
        profile(PROFILE.replace("EXPECTED", "2"));
        ReplayOutcome outcome = quarantine.replay(quarantined().get(0).id());
        assertThat(outcome.succeeded()).as(outcome.detail()).isTrue();
        assertThat(studies()).hasSize(1);
        assertThat(quarantined()).isEmpty();
        assertThat(quarantine.replay(entry.id()).succeeded()).isTrue();
        assertThat(studies()).hasSize(1);
    }

    @Test
    void filesOfOneNumberInTwoFoldersAreTwoExaminations() {
        for (String folder : List.of("ранок", "вечір")) {
            drop(folder + "/N1_1.png", picture());
            drop(folder + "/N1_2.png", picture());
            drop(folder + "/N1.csv", row("Хворий " + folder, folder.length() + "", "01.03.2026"));
        }
        assertThat(studies()).hasSize(2);
    }

    @Test
    void withoutAnExpectedNumberAnExaminationIsCompleteWhenItHasSettled() throws IOException {
        profile(PROFILE.replace(", expected: EXPECTED", ", settle: PT1S"));
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        assertThat(studies()).isEmpty();
        await().atMost(30, SECONDS).until(() -> {
            intake.dueExaminations().forEach(intake::convert);
            return studies().size() == 1;
        });
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    @Test
    void aSignalThatWasLostIsGivenAgain() {
        long file = land("N1_1.png", picture());
        assertThat(intake.unsignalledFiles()).doesNotContain(file);
        jdbc.sql("update landed_file set signalled_at = signalled_at - interval '10 minutes' where id = :id")
                .param("id", file)
                .update();
        assertThat(intake.unsignalledFiles()).contains(file);
        assertThat(intake.unsignalledFiles()).doesNotContain(file);
    }

    @Test
    void aReplayOfAnOldExaminationMovesNothingIntoTheNewOneOfTheSameNumber() {
        drop("N1_1.png", picture());
        drop("N1_2.png", "half a picture".getBytes(Charset.forName("US-ASCII")));
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        forgetFor("13 hours");
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Франко Іван", "12", "02.03.2026"));
        assertThat(quarantine.replay(quarantined().get(0).id()).succeeded()).isFalse();
        assertThat(quarantined()).hasSize(1);
        assertThat(quarantined().get(0).reason()).contains("N1_2.png");
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
        assertThat(studies().get(0).patient().name()).isEqualTo("Франко^Іван");
    }

    @Test
    void filesOfManyDaysThatAreReplayedTogetherDoNotMix() throws IOException {
        Path profile = home.resolve("mappings/sources/" + source + ".yaml");
        Files.delete(profile);
        for (String day : List.of("01", "02", "03")) {
            forgetFor("24 hours");
            drop("N1_1.png", picture());
            drop("N1_2.png", picture());
            drop("N1.csv", row("Хворий " + day, "1" + day, day + ".03.2026"));
        }
        assertThat(quarantined()).hasSize(9);
        profile(PROFILE.replace("EXPECTED", "2"));
        List<QuarantineEntry> entries = new ArrayList<>(quarantined());
        java.util.Collections.reverse(entries);
        entries.forEach(entry -> quarantine.replay(entry.id()));
        assertThat(quarantined()).isEmpty();
        assertThat(studies()).hasSize(3).allSatisfy(study -> assertThat(study.instances())
                .hasSize(2));
        assertThat(studies().stream().map(study -> study.patient().pid().value()))
                .containsExactlyInAnyOrder("101", "102", "103");
    }

    @Test
    void aReplayedFileThatIsOlderThanTheExaminationWithItsNumberIsRefused() throws IOException {
        Path profile = home.resolve("mappings/sources/" + source + ".yaml");
        Files.delete(profile);
        drop("N1_1.png", picture());
        forgetFor("24 hours");
        profile(PROFILE.replace("EXPECTED", "2"));
        drop("N1_1.png", picture());
        ReplayOutcome outcome = quarantine.replay(quarantined().get(0).id());
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.detail()).contains("long before the examination");
    }

    @Test
    void aPictureThatIsRenamedIsOnePicture() {
        byte[] picture = picture();
        drop("N1_1.png", picture);
        drop("N1_2.png", picture);
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        assertThat(studies()).isEmpty();
        drop("N1_1.png", picture());
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    @Test
    void aPictureThatStoodBackForAnotherComesForwardWhenItIsPutBack() {
        byte[] first = picture();
        drop("N1_1.png", first);
        drop("N1_1.png", picture());
        drop("N1_2.png", first);
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    @Test
    void aPictureThatComesAgainWholeTakesThePlaceOfTheBrokenOne() {
        drop("N1_1.png", picture());
        drop("N1_2.png", "half a picture".getBytes(Charset.forName("US-ASCII")));
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        assertThat(quarantined()).hasSize(1);
        drop("N1_2.png", picture());
        assertThat(quarantined()).isEmpty();
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    @Test
    void twoPicturesOfOneNameAreNotTwoOfTheExpected() {
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        drop("N1_1.png", picture());
        drop("N1_1.png", picture());
        assertThat(studies()).isEmpty();
        drop("N1_2.png", picture());
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    @Test
    void aLatePictureJoinsAlsoWhenTheProfileWasMendedMeanwhile() throws IOException {
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "11", "01.03.2026"));
        profile(PROFILE.replace("EXPECTED", "2").replace("device: {", "device: {StationName: ROOM1, "));
        drop("N1_3.png", picture());
        assertThat(quarantined()).isEmpty();
        assertThat(studies().get(0).instances()).hasSize(3);
    }

    @Test
    void aSidecarThatIsCorrectedBackSaysAgainWhatItSaid() {
        byte[] right = row("Шевченко Тарас", "11", "01.03.2026");
        drop("N1.csv", right);
        drop("N1.csv", row("Шевченко Тарас", "12", "01.03.2026"));
        drop("N1.csv", right);
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        assertThat(studies().get(0).patient().pid().value()).isEqualTo("11");
    }

    @Test
    void aPatientIdThatIsAnotherPersonsGoesToQuarantineAndTheFirstPersonStays() throws IOException {
        profile(PROFILE.replace("EXPECTED", "2")
                .replace("PatientBirthDate: {value: \"\"}", "PatientBirthDate: {field: Народився, date: dd.MM.yyyy}"));
        drop("N1.csv", row("Шевченко Тарас", source, "01.03.2026", "09.03.1984"));
        drop("N1_1.png", picture());
        drop("N1_2.png", picture());
        drop("N2.csv", row("Франко Іван", source, "01.03.2026", "27.08.1976"));
        drop("N2_1.png", picture());
        drop("N2_2.png", picture());
        assertThat(quarantined()).hasSize(1);
        assertThat(quarantined().get(0).reason()).contains("birth date");
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).patient().name()).isEqualTo("Шевченко^Тарас");
    }

    @Test
    void aFileThatMayNotBeReadIsToldOnceAndNoMoreWhenItHasLanded() throws IOException {
        // root may read everything, so the entry is made as the landing store makes it
        for (int i = 0; i < 3; i++) {
            quarantining.unreadable(source, "N1_1.png");
        }
        assertThat(quarantined()).hasSize(1);
        assertThat(quarantined().get(0).files()).containsExactly("N1_1.png");
        drop("N1_1.png", picture());
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void everyStepMayBeTakenTwice() {
        List<Long> files = new ArrayList<>();
        files.add(land("N1_1.png", picture()));
        files.add(land("N1_2.png", picture()));
        files.add(land("N1.csv", row("Шевченко Тарас", "11", "01.03.2026")));
        List<Long> complete = new ArrayList<>();
        files.forEach(file -> complete.addAll(intake.assemble(file)));
        files.forEach(intake::assemble);
        complete.forEach(intake::convert);
        complete.forEach(intake::convert);
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
    }

    /** As if everything of the source had happened that much earlier. */
    private void forgetFor(String time) {
        jdbc.sql(
                        """
                        update examination set last_arrival = last_arrival - cast(:time as interval),
                            received_at = received_at - cast(:time as interval),
                            converted_at = converted_at - cast(:time as interval)
                        where source = :source
                        """)
                .param("time", time)
                .param("source", source)
                .update();
        jdbc.sql(
                        """
                        update landed_name set seen_at = seen_at - cast(:time as interval)
                        where file_id in (select id from landed_file where source = :source)
                        """)
                .param("time", time)
                .param("source", source)
                .update();
        jdbc.sql("update device_record set arrived_at = arrived_at - cast(:time as interval) where source = :source")
                .param("time", time)
                .param("source", source)
                .update();
    }

    /** What the routes do with a dropped file. */
    private static final String OF_A_STATION = PROFILE.replace("EXPECTED", "1")
            .replace("device: {Modality: OT,", "device: {Modality: OT, StationName: FLUORO1,");

    private Patient registered(String name, String number) {
        return registry.register(Patient.unregistered(
                new PatientId(number, ""),
                name,
                Optional.empty(),
                Optional.of(LocalDate.of(1961, 2, 14)),
                Optional.of("M"),
                List.of()));
    }

    private DataSet archived() {
        String study = studies().get(0).uid();
        try {
            return DicomReader.read(archive.instances(study).get(0).file()).dataSet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElse("");
    }

    @Test
    void anExaminationOfAFolderIsMatchedToItsOrderAndSaysWhatThatSays() throws IOException {
        profile(OF_A_STATION);
        Patient ordered = registered("Шевченко^Тарас^Григорович", "7001");
        long step = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7001", "OT", "FLUORO1");
        drop("N1_1.png", picture());
        drop("N1.csv", row("Шевчнко Тарас", "7001", "01.03.2026"));
        DataSet kept = archived();
        assertThat(text(kept, Tag.PatientName)).isEqualTo("Шевченко^Тарас^Григорович");
        assertThat(text(kept, Tag.OtherPatientNames)).isEqualTo("Shevchenko^Taras^Hryhorovych");
        assertThat(text(kept, Tag.PatientBirthDate)).isEqualTo("19610214");
        assertThat(text(kept, Tag.AccessionNumber)).isEqualTo("ACC7001");
        assertThat(text(kept.item(Tag.RequestAttributesSequence).orElseThrow(), Tag.ScheduledProcedureStepID))
                .isEqualTo("SPS1");
        DataSet original = kept.items(Tag.OriginalAttributesSequence).stream()
                .filter(item ->
                        text(item, Tag.ReasonForTheAttributeModification).equals("COERCE"))
                .findFirst()
                .orElseThrow();
        assertThat(text(original.item(Tag.ModifiedAttributesSequence).orElseThrow(), Tag.PatientName))
                .isEqualTo("Шевчнко^Тарас");
        assertThat(kept.contains(Tag.PixelData)).isTrue();
        String study = studies().get(0).uid();
        assertThat(reconciliation.find(study).orElseThrow().reason()).isEqualTo("Found by station, patient and time.");
        assertThat(worklist.find(step).orElseThrow().status()).isEqualTo(StepStatus.STARTED);
        assertThat(studies().get(0).patient().id()).isEqualTo(ordered.id());
    }

    @Test
    void anOrderForAnotherStationIsNotTheExaminations() throws IOException {
        profile(OF_A_STATION);
        Patient ordered = registered("Шевченко^Тарас", "7002");
        StepRows.insert(jdbc, ordered, Uid.random(), "ACC7002", "OT", "FLUORO2");
        drop("N1_1.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "7002", "01.03.2026"));
        assertThat(reconciliation.find(studies().get(0).uid())).isEmpty();
        assertThat(text(archived(), Tag.AccessionNumber)).isEmpty();
    }

    @Test
    void whatTheDeviceDoesNotKnowOfAPatientIsFilledFromTheRegistry() throws IOException {
        profile(OF_A_STATION);
        registered("Франко^Іван^Якович", "7003");
        drop("N1_1.png", picture());
        drop("N1.csv", row("Франко Іван", "7003", "01.03.2026"));
        DataSet kept = archived();
        assertThat(text(kept, Tag.PatientBirthDate)).isEqualTo("19610214");
        assertThat(text(kept, Tag.PatientSex)).isEqualTo("M");
        assertThat(text(kept, Tag.PatientName)).isEqualTo("Франко^Іван");
    }

    @Test
    void aPersonLinksAnExaminationOfAFolderAndTakesThatBack() throws IOException {
        profile(OF_A_STATION);
        drop("N1_1.png", picture());
        drop("N1.csv", row("Українка Леся", "7005", "01.03.2026"));
        String study = studies().get(0).uid();
        byte[] asItWas = Files.readAllBytes(archive.instances(study).get(0).file());
        Patient ordered = registered("Шевченко^Тарас^Григорович", "7004");
        long step = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7004", "OT", "FLUORO1");

        reconciliation.link(study, step, "Olena");
        reconciliation.unapplied().forEach(reconciliation::apply);
        assertThat(text(archived(), Tag.PatientID)).isEqualTo("7004");
        assertThat(text(archived(), Tag.AccessionNumber)).isEqualTo("ACC7004");
        assertThat(studies().get(0).patient().id()).isEqualTo(ordered.id());

        assertThat(reconciliation.undo(study, "Olena")).isTrue();
        reconciliation.unapplied().forEach(reconciliation::apply);
        assertThat(archive.instances(study).get(0).file()).hasBinaryContent(asItWas);
        assertThat(text(archived(), Tag.PatientID)).isEqualTo("7005");
        assertThat(studies().get(0).patient().id()).isNotEqualTo(ordered.id());
    }

    @Test
    void aDecisionReachesAnExaminationOfWhichAnotherPictureWaits() throws IOException {
        profile(OF_A_STATION);
        drop("N1_1.png", picture());
        drop("N1.csv", row("Українка Леся", "7009", "01.03.2026"));
        String study = studies().get(0).uid();
        long late = land("N1_2.png", picture());
        List<Long> complete = intake.assemble(late);
        Patient ordered = registered("Шевченко^Тарас", "7008");
        long step = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7008", "OT", "FLUORO1");
        reconciliation.link(study, step, "Olena");
        reconciliation.unapplied().forEach(reconciliation::apply);
        assertThat(text(archived(), Tag.PatientID)).isEqualTo("7008");
        complete.forEach(intake::convert);
        assertThat(studies()).hasSize(1);
        assertThat(studies().get(0).instances()).hasSize(2);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void anExaminationWhosePicturesTheProfileNoLongerKnowsStaysAsItIs() throws IOException {
        profile(OF_A_STATION);
        drop("N1_1.png", picture());
        drop("N1.csv", row("Українка Леся", "7011", "01.03.2026"));
        drop("N1_2.png", picture());
        String study = studies().get(0).uid();
        profile(OF_A_STATION.replace("(?<frame>\\d+)", "(?<frame>1)"));
        Patient ordered = registered("Шевченко^Тарас", "7010");
        long step = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7010", "OT", "FLUORO1");
        reconciliation.link(study, step, "Olena");
        reconciliation.unapplied().forEach(reconciliation::apply);
        assertThat(text(archived(), Tag.PatientID)).isEqualTo("7011");
        assertThat(studies().get(0).patient().id()).isNotEqualTo(ordered.id());
        assertThat(journey.timeline(study))
                .anySatisfy(event -> assertThat(event.text()).contains("stays as it is"));
    }

    @Test
    void aHeldExaminationTellsTheStepsThatFit() throws IOException {
        profile(OF_A_STATION);
        Patient ordered = registered("Шевченко^Тарас", "7006");
        long one = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7006", "OT", "FLUORO1");
        long other = StepRows.insert(jdbc, ordered, Uid.random(), "ACC7007", "OT", "FLUORO1");
        drop("N1_1.png", picture());
        drop("N1.csv", row("Шевченко Тарас", "7006", "01.03.2026"));
        String study = studies().get(0).uid();
        assertThat(reconciliation.find(study).orElseThrow().state()).isEqualTo(StudyMatch.State.HELD);
        assertThat(reconciliation.candidates(study))
                .extracting(WorklistItem::id)
                .containsExactlyInAnyOrder(one, other);
    }

    private void drop(String name, byte[] content) {
        intake.assemble(land(name, content)).forEach(intake::convert);
    }

    private long land(String name, byte[] content) {
        try {
            Path file = home.resolve("dropped").resolve(source).resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
            return intake.land(file, source, name, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] row(String patient, String card, String date) {
        return row(patient, card, date, "");
    }

    private static byte[] row(String patient, String card, String date, String born) {
        return ("Пацієнт;Картка;Дата;Народився\r\n" + String.join(";", patient, card, date, born) + "\r\n")
                .getBytes(Charset.forName("windows-1251"));
    }

    /** A picture unlike all before it. */
    private static byte[] picture() {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
        int number = PICTURES.incrementAndGet();
        image.getRaster().setSample(0, 0, 0, number % 256);
        image.getRaster().setSample(1, 0, 0, number / 256);
        try (java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Study> studies() {
        List<String> uids = jdbc.sql(
                        "select distinct study_uid from examination where source = :source and study_uid is not null")
                .param("source", source)
                .query(String.class)
                .list();
        return uids.isEmpty() ? List.of() : archive.search(StudyQuery.byUid(uids.toArray(String[]::new)));
    }

    private List<QuarantineEntry> quarantined() {
        return quarantine.open().stream()
                .filter(entry -> entry.source().equals(source))
                .toList();
    }
}
