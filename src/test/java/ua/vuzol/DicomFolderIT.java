package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DICOM files that are dropped into folders of the hub, as the routes of a deployment take them. */
class DicomFolderIT {
    /** Far from that of the schedules, as in a container. */
    private static final String[] OPTIONS = {
        HubProcess.QUICK_START[0], HubProcess.QUICK_START[1], "-Duser.timezone=Pacific/Auckland"
    };

    @TempDir
    private Path directory;

    private Map<String, String> deployment;
    private List<Path> objects;

    @BeforeEach
    void aDeployment() throws IOException {
        deployment = DicomNode.deployment(directory);
        objects = DicomNode.images(directory.resolve("objects"), 6, 3, new Random(4));
    }

    @Test
    void filesAndArchivesInTheFolderThatComesWithTheHubGoIntoTheArchive() throws Exception {
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, OPTIONS)) {
            Path inbox = Files.createDirectories(hub.inbox("dicom-folder"));
            Files.copy(objects.get(0), inbox.resolve("IM000001"));
            byte[] whole = Files.readAllBytes(objects.get(1));
            Files.write(inbox.resolve("old.v2"), Arrays.copyOfRange(whole, 132, whole.length));
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(inbox.resolve("Диск 1.zip")))) {
                for (Path object : objects) {
                    zip.putNextEntry(new ZipEntry("Хворий/" + object.getFileName()));
                    Files.copy(object, zip);
                }
            }
            awaitInstances(hub, 6);
            await().atMost(1, MINUTES).until(() -> files(inbox.resolve(".done")) == 3);
            assertThat(hub.json("/api/quarantine")).isEmpty();
        }
    }

    /** The shift ends at this hour or the next, in the hospital's zone. */
    @Test
    void aSlowCopyAtTheEndOfTheShiftSurvivesKillMinusNine() throws Exception {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Europe/Kyiv"));
        addSource(
                "ct-archive",
                "'* * %d,%d * * *'".formatted(now.getHour(), now.plusHours(1).getHour()));
        addSource(
                "night",
                "'* * %d-%d * * *'"
                        .formatted(now.plusHours(9).getHour(), now.plusHours(9).getHour()));
        HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, OPTIONS);
        try {
            Path night = Files.createDirectories(hub.inbox("night"));
            Files.copy(objects.get(5), night.resolve("5.dcm"));
            Path inbox = Files.createDirectories(hub.inbox("ct-archive"));
            for (int i = 0; i < 5; i++) {
                Files.copy(objects.get(i), inbox.resolve(i + ".dcm"));
            }
            // at 10 kB a second each file takes some seconds
            await().atMost(3, MINUTES).until(() -> files(inbox.resolve(".done")) == 2);
            hub.kill();
            hub.start();
            hub.awaitReady();
            awaitInstances(hub, 5);
            await().atMost(1, MINUTES).until(() -> files(inbox.resolve(".done")) == 5);
            assertThat(night.resolve("5.dcm")).exists();
        } finally {
            hub.close();
        }
    }

    private void addSource(String name, String schedule) throws IOException {
        Files.writeString(
                Path.of(deployment.get("VUZOL_ROUTES"), "intake", name + ".camel.yaml"),
                """
                - route:
                    id: intake-%1$s
                    from:
                      uri: kamelet:file-drop-source
                      parameters:
                        sourceName: %1$s
                        directory: '{{vuzol.home}}/inbox/%1$s'
                        quietPeriod: 200ms
                        schedule: %2$s
                        bandwidth: 10KB
                      steps:
                        - to: direct:land
                """
                        .formatted(name, schedule));
        Files.writeString(
                Path.of(deployment.get("VUZOL_MAPPINGS"), "sources", name + ".yaml"), "title: A share\ndicom: {}\n");
    }

    private static void awaitInstances(HubProcess hub, int number) {
        await().atMost(3, MINUTES).untilAsserted(() -> {
            int instances = 0;
            for (JsonNode study : hub.json("/api/studies")) {
                instances += study.path("instances").asInt();
            }
            assertThat(instances).isEqualTo(number);
        });
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
