package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Power goes again and again while modalities store and a PACS is delivered to: what got Success is there, whole and once, and
 * the PACS has it once.
 *
 * <p>When it goes is random; {@code -Dvuzol.crash.seed=N} chooses the same moments as a run before, as far as they can be.
 */
class DicomCrashIT {
    private static final int OBJECTS = 2000;
    private static final int PER_STUDY = 8;
    private static final int SENDERS = 4;
    private static final int KILLS_WHILE_SENDING = 8;
    private static final int KILLS_WHILE_DELIVERING = 2;
    /** So few that all kills happen before all is sent. */
    private static final int MOST_BETWEEN_KILLS = OBJECTS / (KILLS_WHILE_SENDING + 2);

    private final long seed = Long.getLong("vuzol.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    private Path directory;

    @Test
    void whatGotSuccessIsInTheCatalogueAndInThePacsExactlyOnceAfterTenKills() throws Exception {
        System.out.println("DicomCrashIT: seed " + seed);
        List<Path> files = DicomNode.images(directory.resolve("objects"), OBJECTS, PER_STUDY, random);
        Map<String, String> deployment = DicomNode.deployment(directory);
        try (OrthancProcess pacs = OrthancProcess.start(directory.resolve("orthanc"))) {
            DicomNode.deliverTo(deployment, OrthancProcess.AE_TITLE, pacs.dicomPort());
            try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START);
                    Senders senders = Senders.start(hub.dicomPort(), files, SENDERS)) {
                killWhileSending(hub, senders);
                senders.awaitAll();
                killWhileDelivering(hub, pacs);
                ArchivedObjects.of(hub).assertExactly(files);
                assertDelivered(pacs, files);
                assertThat(hub.health().path("status").asText()).isEqualTo("UP");
            }
        }
    }

    private void killWhileSending(HubProcess hub, Senders senders) throws InterruptedException {
        for (int kill = 1; kill <= KILLS_WHILE_SENDING; kill++) {
            senders.awaitSuccesses(senders.successes() + 1 + random.nextInt(MOST_BETWEEN_KILLS));
            hub.kill();
            assertThat(senders.successes())
                    .as("objects stored at kill %d", kill)
                    .isLessThan(OBJECTS);
            hub.start();
        }
    }

    private void killWhileDelivering(HubProcess hub, OrthancProcess pacs) throws InterruptedException {
        for (int kill = 1; kill <= KILLS_WHILE_DELIVERING; kill++) {
            long delivered = pacs.instances() + random.nextInt(OBJECTS / 10);
            await().atMost(3, MINUTES).until(() -> pacs.instances() >= Math.min(delivered, OBJECTS));
            hub.kill();
            hub.start();
        }
        hub.awaitReady();
    }

    private static void assertDelivered(OrthancProcess pacs, List<Path> files) throws IOException {
        await().atMost(5, MINUTES).until(() -> pacs.instances() >= OBJECTS);
        List<String> sent = files.stream()
                .map(file -> ArchivedObjects.uid(ArchivedObjects.dataSet(file)))
                .toList();
        assertThat(pacs.sopInstanceUids()).containsExactlyInAnyOrderElementsOf(sent);
    }
}
