package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The disk of the landing store, a small one of its own, fills up while modalities store, and is freed again. */
class DicomDiskFullIT {
    private static final int DISK_MB = 24;
    private static final int FILLER_BYTES = 20 << 20;

    @TempDir
    private Path directory;

    private Path landing;

    @BeforeEach
    void mount() throws Exception {
        landing = Files.createDirectories(directory.resolve("landing"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + DISK_MB + "m", "tmpfs", landing.toString()) == 0,
                "skipped: a small file system cannot be mounted here; that needs root");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", landing.toString());
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** With space that must stay free the hub stops before the end of the disk, without it the disk does in mid-object. */
    @ParameterizedTest
    @ValueSource(strings = {"1MB", "0B"})
    void nothingGetsSuccessUntilThereIsSpaceAgainAndTheHubGoesOnByItself(String mustStayFree) throws Exception {
        Map<String, String> deployment = DicomNode.deployment(directory);
        deployment.put("VUZOL_LANDING", landing.toString());
        deployment.put("VUZOL_MIN_FREE_SPACE", mustStayFree);
        List<Path> files = DicomNode.images(directory.resolve("objects"), 150, 10, new Random(1));
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START)) {
            Path filler = Files.write(landing.resolve("filler"), new byte[FILLER_BYTES]);
            Storescu first = Storescu.send(hub.dicomPort(), files);
            List<Path> stored = new ArrayList<>(first.stored());
            assertThat(stored).hasSizeBetween(1, files.size() - 1);
            assertThat(refusal(first)).startsWith("Refused: OutOfResources");
            Path refused = files.get(stored.size());
            await().atMost(1, MINUTES)
                    .until(() -> hub.health().path("status").asText().equals("DOWN"));
            assertThat(hub.health().at("/components/intake/details/reason").asText())
                    .containsIgnoringCase("full");
            ArchivedObjects.of(hub).assertExactly(stored);
            Files.delete(filler);
            assertThat(Storescu.send(hub.dicomPort(), List.of(refused)).stored())
                    .containsExactly(refused);
            stored.add(refused);
            await().atMost(1, MINUTES)
                    .until(() -> hub.health().path("status").asText().equals("UP"));
            ArchivedObjects.of(hub).assertExactly(stored);
        }
    }

    private static String refusal(Storescu sender) {
        return sender.answers().get(sender.answers().size() - 1).status();
    }
}
