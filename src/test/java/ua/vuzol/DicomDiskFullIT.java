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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void objectsAreRefusedBeforeTheSpaceThatMustStayFreeIsTouchedAndHealthTellsIt() throws Exception {
        fillAndFree("1MB", hub -> {
            await().atMost(1, MINUTES)
                    .until(() -> hub.health().path("status").asText().equals("DOWN"));
            assertThat(hub.health().at("/components/intake/details/reason").asText())
                    .containsIgnoringCase("full");
        });
    }

    @Test
    void nothingIsLeftOfAnObjectInWhoseMiddleTheDiskIsFull() throws Exception {
        fillAndFree("0B", hub -> {
            try (Stream<Path> arriving = Files.list(landing.resolve(".arriving"))) {
                assertThat(arriving).isEmpty();
            }
        });
    }

    /** What is to be seen of a hub while its disk is full. */
    private interface Look {
        void at(HubProcess hub) throws Exception;
    }

    private void fillAndFree(String mustStayFree, Look look) throws Exception {
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
            look.at(hub);
            ArchivedObjects.of(hub).assertExactly(stored);
            Path refused = files.get(stored.size());
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
