package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Power goes in the middle of work, twice: whatever was taken is converted, and once. */
class CrashIT {
    private static final int FILES = 500;

    @TempDir
    private Path directory;

    @Test
    void aHubKilledInTheMiddleOf500FilesConvertsEachExactlyOnce() throws Exception {
        Path routes = Deployment.copyOf("routes", directory.resolve("routes"));
        Path mappings = Deployment.copyOf("mappings", directory.resolve("mappings"));
        Deployment.addFileNameSource(routes, mappings, "scanner");
        Map<String, String> environment =
                Map.of("VUZOL_ROUTES", routes.toString(), "VUZOL_MAPPINGS", mappings.toString());
        Path home = directory.resolve("home");
        drop(home.resolve("inbox/scanner"));
        try (HubProcess hub = HubProcess.start(home, environment, HubProcess.QUICK_START)) {
            killAt(hub, FILES / 5);
            hub.start();
            hub.awaitReady();
            killAt(hub, FILES / 2);
            hub.start();
            hub.awaitReady();
            await().atMost(5, MINUTES)
                    .until(() -> hub.json("/api/studies?limit=1000").size() >= FILES);
            assertEachOnce(hub);
        }
    }

    private static void killAt(HubProcess hub, int studies) throws InterruptedException {
        await().atMost(5, MINUTES)
                .pollInterval(50, java.util.concurrent.TimeUnit.MILLISECONDS)
                .until(() -> hub.json("/api/studies?limit=1000").size() >= studies);
        assertThat(hub.json("/api/studies?limit=1000").size())
                .as("the hub is killed in the middle")
                .isLessThan(FILES);
        hub.kill();
    }

    private void assertEachOnce(HubProcess hub) throws IOException {
        JsonNode studies = hub.json("/api/studies?limit=1000");
        assertThat(studies).hasSize(FILES);
        Set<String> patients = new HashSet<>();
        for (JsonNode study : studies) {
            patients.add(study.path("patientName").asText());
            assertThat(study.path("instances").asInt()).isEqualTo(1);
            JsonNode timeline =
                    hub.json("/api/studies/" + study.path("studyUid").asText() + "/timeline");
            assertThat(timeline)
                    .extracting(event -> event.path("step").asText())
                    .containsOnlyOnce("LANDED", "CONVERTED", "STORED");
        }
        assertThat(patients).hasSize(FILES);
        assertThat(hub.json("/api/quarantine")).isEmpty();
        assertThat(filesIn(hub.inbox("scanner").resolve(".done"))).isEqualTo(FILES);
        assertThat(filesIn(hub.home().resolve("online"))).isEqualTo(FILES);
    }

    /** But for what was staged when the hub was killed: it is invisible, and cleared after a day. */
    private static long filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains(".staging"))
                    .count();
        }
    }

    private static void drop(Path inbox) throws IOException {
        Files.createDirectories(inbox);
        for (int i = 0; i < FILES; i++) {
            BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_BYTE_GRAY);
            for (int pixel = 0; pixel < 128; pixel++) {
                image.getRaster().setSample(pixel, pixel, 0, i % 256);
                image.getRaster().setSample(pixel, 0, 0, i / 256);
            }
            ImageIO.write(
                    image,
                    "png",
                    inbox.resolve("P%d_Хворий%d.png".formatted(i + 1, i + 1)).toFile());
        }
    }
}
