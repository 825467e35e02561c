package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import ua.vuzol.hub.demo.DemoHospital;
import ua.vuzol.hub.demo.Scale;

/** The whole journey, as a user sees it: the demo hospital's files go in, studies come out. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JourneyIT {
    private static final String NAMES = "Їжакевич|Ґалина|Щербуха|Згурський|Єнакієва|Yizhakevych|Zghurskyi|Мар'яненко";

    @TempDir
    private static Path directory;

    private static Path routes;
    private static Path mappings;
    private static HubProcess hub;

    @BeforeAll
    static void playTheHospital() throws IOException {
        routes = Deployment.copyOf("routes", directory.resolve("routes"));
        mappings = Deployment.copyOf("mappings", directory.resolve("mappings"));
        hub = HubProcess.start(
                directory.resolve("home"),
                Map.of("VUZOL_ROUTES", routes.toString(), "VUZOL_MAPPINGS", mappings.toString()));
        new DemoHospital(Scale.REAL).play(hub.home().resolve("inbox"));
        await().atMost(2, MINUTES).until(() -> hub.json("/api/studies").size() == 4);
        await().atMost(1, MINUTES).until(() -> hub.json("/api/quarantine").size() == 1);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        hub.close();
    }

    @Test
    @Order(1)
    void everyExaminationBecomesAStudyWithTheRightName() {
        Map<String, JsonNode> byName = studiesByName();
        assertThat(byName.keySet())
                .containsExactlyInAnyOrder(
                        "Їжакевич Ґалина Юріївна",
                        "Щербуха Лук'ян В'ячеславович",
                        "Згурський Андрій Михайлович",
                        "Єнакієва Соломія Костянтинівна");
        assertThat(byName.get("Їжакевич Ґалина Юріївна")
                        .path("patientNameLatin")
                        .asText())
                .isEqualTo("Yizhakevych Galyna Yuriivna");
        assertThat(byName.get("Згурський Андрій Михайлович")
                        .path("patientNameLatin")
                        .asText())
                .isEqualTo("Zghurskyi Andrii Mykhailovych");
        assertThat(byName.get("Їжакевич Ґалина Юріївна").path("instances").asInt())
                .isEqualTo(2);
    }

    @Test
    @Order(2)
    void theTimelineTellsEveryStep() {
        for (JsonNode study : hub.json("/api/studies")) {
            JsonNode timeline =
                    hub.json("/api/studies/" + study.path("studyUid").asText() + "/timeline");
            assertThat(timeline)
                    .extracting(event -> event.path("step").asText())
                    .contains("LANDED", "ASSEMBLED", "CONVERTED", "STORED");
            List<String> times = texts(timeline, event -> event.path("at").asText());
            assertThat(times).isSorted();
        }
    }

    @Test
    @Order(3)
    void fhirFindsTheStudyByEveryRoad() {
        JsonNode study = studiesByName().get("Згурський Андрій Михайлович");
        String uid = study.path("studyUid").asText();
        JsonNode found = hub.json("/fhir/ImagingStudy?identifier=" + encode("urn:dicom:uid|urn:oid:" + uid));
        assertThat(found.path("total").asInt()).isEqualTo(1);
        JsonNode resource = found.at("/entry/0/resource");
        assertThat(resource.path("started").asText()).isEqualTo("2026-03-12T10:05:30+02:00");
        assertThat(resource.at("/modality/0/code").asText()).isEqualTo("CR");
        assertThat(resource.at("/series/0/bodySite/code").asText()).isEqualTo("816094009");
        assertThat(hub.json("/fhir/ImagingStudy?_id=" + uid).path("total").asInt())
                .isEqualTo(1);
        assertThat(hub.json("/fhir/ImagingStudy/" + uid).path("id").asText()).isEqualTo(uid);
        String patient = resource.at("/subject/reference").asText();
        assertThat(hub.json("/fhir/ImagingStudy?patient=" + encode(patient))
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        JsonNode names = hub.json("/fhir/" + patient).path("name");
        assertThat(texts(names, name -> name.path("family").asText())).contains("Згурський", "Zghurskyi");
        assertThat(hub.json("/fhir/metadata").path("fhirVersion").asText()).isEqualTo("4.0.1");
    }

    @Test
    @Order(4)
    void theFilesAreInTheDoneFolderAndTheBrokenOneIsInQuarantineWithAReason() {
        assertThat(hub.inbox("fluorograph").resolve(".done/FL000123_1.jpg")).exists();
        assertThat(hub.inbox("ultrasound").resolve(".done/PATIENTS.DBF")).exists();
        JsonNode entry = hub.json("/api/quarantine").get(0);
        assertThat(entry.path("examination").asText()).isEqualTo("FL000125");
        assertThat(entry.path("reason").asText()).containsIgnoringCase("jpeg");
        assertThat(texts(entry.path("files"), JsonNode::asText))
                .contains("FL000125_1.jpg", "FL000125_2.jpg", "FL000125.csv");
    }

    @Test
    @Order(4)
    void otherToolkitsReadWhatTheHubWroteAndFindNoErrorInIt() throws Exception {
        List<Path> objects = objects();
        assertThat(objects).hasSize(6);
        for (Path object : objects) {
            assertThat(output("dcmdump", object.toString())).contains("PixelData");
            assertThat(output("dciodvfy", object.toString()).lines())
                    .as("dciodvfy of %s", object)
                    .noneMatch(line -> line.startsWith("Error"));
        }
        String names = output(
                "/usr/bin/python3",
                "-c",
                """
                import pathlib, sys, pydicom
                for file in pathlib.Path(sys.argv[1]).rglob("*.dcm"):
                    d = pydicom.dcmread(file)
                    print(d.PatientName, d.OtherPatientNames, len(d.PixelData) > 0)
                """,
                hub.home().resolve("online").toString());
        assertThat(names.lines())
                .containsExactlyInAnyOrder(
                        "Їжакевич^Ґалина^Юріївна Yizhakevych^Galyna^Yuriivna True",
                        "Їжакевич^Ґалина^Юріївна Yizhakevych^Galyna^Yuriivna True",
                        "Щербуха^Лук'ян^В'ячеславович Shcherbukha^Lukian^Viacheslavovych True",
                        "Щербуха^Лук'ян^В'ячеславович Shcherbukha^Lukian^Viacheslavovych True",
                        "Згурський^Андрій^Михайлович Zghurskyi^Andrii^Mykhailovych True",
                        "Єнакієва^Соломія^Костянтинівна Yenakiieva^Solomiia^Kostiantynivna True");
    }

    @Test
    @Order(5)
    void aReplayWithoutAMendEndsInQuarantineAgain() {
        JsonNode entry = hub.json("/api/quarantine").get(0);
        JsonNode outcome = hub.post("/api/quarantine/" + entry.path("id").asLong() + "/replay");
        assertThat(outcome.path("outcome").asText()).isEqualTo("FAILED");
        assertThat(hub.json("/api/quarantine")).hasSize(1);
    }

    @Test
    @Order(6)
    void theSameContentUnderAnotherNameAndAfterAKillIsNotTakenTwice() throws Exception {
        Path done = hub.inbox("fluorograph").resolve(".done/FL000123_1.jpg");
        Files.copy(done, hub.inbox("fluorograph").resolve("Копія FL000123_1.jpg"));
        awaitTaken("fluorograph", "Копія FL000123_1.jpg");
        hub.kill();
        Files.copy(done, hub.inbox("fluorograph").resolve("FL000123_1.jpg"));
        hub.start();
        hub.awaitReady();
        awaitTaken("fluorograph", "FL000123_1.jpg");
        JsonNode study = studiesByName().get("Їжакевич Ґалина Юріївна");
        assertThat(study.path("instances").asInt()).isEqualTo(2);
        JsonNode timeline = hub.json("/api/studies/" + study.path("studyUid").asText() + "/timeline");
        assertThat(texts(timeline, event -> event.path("step").asText())).containsOnlyOnce("CONVERTED");
        assertThat(texts(timeline, event -> event.path("step").asText())).containsOnlyOnce("SEEN_AGAIN");
    }

    @Test
    @Order(7)
    void aDeviceIsAddedWhileTheHubRunsAndItsFilesLeaveQuarantineOnceItsProfileIsThere() throws Exception {
        Deployment.addRoute(routes, "scanner");
        Path inbox = Files.createDirectories(hub.inbox("scanner"));
        Files.copy(picture(), inbox.resolve("P1_Невідомий.png"));
        await().atMost(1, MINUTES).until(() -> hub.json("/api/quarantine").size() == 2);
        JsonNode entry = StreamSupport.stream(hub.json("/api/quarantine").spliterator(), false)
                .filter(each -> each.path("source").asText().equals("scanner"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.path("reason").asText()).contains("mappings/sources/scanner.yaml");
        Deployment.addFileNameProfile(mappings, "scanner");
        JsonNode outcome = hub.post("/api/quarantine/" + entry.path("id").asLong() + "/replay");
        assertThat(outcome.path("outcome").asText()).as("%s", outcome).isEqualTo("SUCCEEDED");
        assertThat(studiesByName()).containsKey("Невідомий");
        assertThat(hub.json("/api/quarantine")).hasSize(1);
    }

    @Test
    @Order(8)
    void noNameOfAPatientIsInTheLog() {
        assertThat(hub.logText()).doesNotContainPattern(NAMES).doesNotContain("Невідомий");
    }

    private static List<Path> objects() throws IOException {
        try (Stream<Path> files = Files.walk(hub.home().resolve("online"))) {
            return files.filter(file -> file.toString().endsWith(".dcm")).toList();
        }
    }

    /** What a peer prints; a peer that is not on this machine skips the test, loudly. */
    private static String output(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "UTF-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException missing) {
            throw new TestAbortedException("SKIPPED: the peer " + command[0] + " is not installed");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        if (output.contains("No module named 'pydicom'")) {
            throw new TestAbortedException("SKIPPED: the peer pydicom is not installed");
        }
        return output;
    }

    private static Path picture() throws IOException {
        try (Stream<Path> files = Files.list(hub.inbox("ultrasound").resolve(".done"))) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void awaitTaken(String source, String name) {
        await().atMost(60, SECONDS)
                .until(() -> Files.notExists(hub.inbox(source).resolve(name)));
    }

    private static Map<String, JsonNode> studiesByName() {
        return StreamSupport.stream(hub.json("/api/studies").spliterator(), false)
                .collect(toMap(study -> study.path("patientName").asText(), Function.identity()));
    }

    private static List<String> texts(JsonNode array, Function<JsonNode, String> text) {
        return StreamSupport.stream(array.spliterator(), false).map(text).toList();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
