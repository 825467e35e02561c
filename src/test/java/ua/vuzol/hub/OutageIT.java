package ua.vuzol.hub;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.Deployment;
import ua.vuzol.HubProcess;

/** An external database or broker goes away and comes back: files wait, and none is lost or taken twice. */
class OutageIT {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private ExternalServices services;
    private Path inbox;
    private int dropped;

    @BeforeEach
    void prepare() throws Exception {
        Path routes = Deployment.copyOf("routes", directory.resolve("routes"));
        Path mappings = Deployment.copyOf("mappings", directory.resolve("mappings"));
        inbox = Files.createDirectories(directory.resolve("share"));
        Deployment.addRoute(routes, "scanner", inbox.toString());
        Deployment.addFileNameProfile(mappings, "scanner");
        environment.put("VUZOL_ROUTES", routes.toString());
        environment.put("VUZOL_MAPPINGS", mappings.toString());
        services = new ExternalServices(directory, environment);
    }

    @Test
    void aDatabaseThatIsAwayAtTheStartAndInFlightIsWaitedFor() throws Exception {
        int port = HubProcess.freePort();
        services.database(port).close();
        try (HubProcess hub = HubProcess.launch(directory.resolve("home"), environment, HubProcess.QUICK_START)) {
            await().atMost(1, MINUTES).until(() -> hub.logText().contains("does not answer"));
            EmbeddedPostgres database = services.database(port);
            try {
                hub.awaitReady();
                drop(20);
                awaitStudies(hub, 20);
                database.close();
                drop(20);
                await().atMost(1, MINUTES)
                        .until(() -> !hub.health().path("status").asText().equals("UP"));
            } finally {
                database.close();
            }
            try (EmbeddedPostgres again = services.database(port)) {
                awaitStudies(hub, 40);
                assertEachOnce(hub);
            }
        }
    }

    @Test
    void aBrokerThatIsAwayAtTheStartAndInFlightIsWaitedFor() throws Exception {
        int port = HubProcess.freePort();
        EmbeddedActiveMQ broker = services.broker(port);
        broker.stop();
        try (HubProcess hub = HubProcess.launch(directory.resolve("home"), environment, HubProcess.QUICK_START)) {
            await().atMost(2, MINUTES).until(() -> hub.logText().contains("Started Vuzol"));
            drop(10);
            broker.start();
            awaitStudies(hub, 10);
            broker.stop();
            drop(10);
            broker.start();
            awaitStudies(hub, 20);
            assertEachOnce(hub);
        } finally {
            broker.stop();
        }
    }

    @Test
    void twoHubsOnOneFolderTakeEachFileOnce() throws Exception {
        environment.put("VUZOL_LANDING", directory.resolve("landing").toString());
        environment.put("VUZOL_ONLINE", directory.resolve("online").toString());
        try (EmbeddedPostgres database = services.database(HubProcess.freePort());
                HubProcess first = HubProcess.launch(directory.resolve("home-1"), environment, HubProcess.QUICK_START);
                HubProcess second =
                        HubProcess.launch(directory.resolve("home-2"), environment, HubProcess.QUICK_START)) {
            first.awaitReady();
            second.awaitReady();
            drop(150);
            awaitStudies(first, 150);
            assertEachOnce(first);
            assertThat(second.json("/api/studies?limit=1000")).hasSize(150);
        }
    }

    private static void awaitStudies(HubProcess hub, int count) {
        await().atMost(3, MINUTES)
                .ignoreExceptions()
                .until(() -> hub.json("/api/studies?limit=1000").size() >= count);
    }

    private void assertEachOnce(HubProcess hub) throws IOException {
        assertThat(hub.json("/api/studies?limit=1000"))
                .hasSize(dropped)
                .allSatisfy(study -> assertThat(study.path("instances").asInt()).isEqualTo(1));
        hub.json("/api/studies?limit=1000").forEach(study -> assertThat(
                        hub.json("/api/studies/" + study.path("studyUid").asText() + "/timeline"))
                .extracting(event -> event.path("step").asText())
                .containsOnlyOnce("LANDED", "CONVERTED", "STORED"));
        assertThat(hub.json("/api/quarantine")).isEmpty();
        try (Stream<Path> done = Files.list(inbox.resolve(".done"))) {
            assertThat(done).hasSize(dropped);
        }
    }

    private void drop(int count) throws IOException {
        for (int i = 0; i < count; i++, dropped++) {
            BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setSample(0, 0, 0, dropped);
            ImageIO.write(
                    image,
                    "png",
                    inbox.resolve("P%d_Хворий%d.png".formatted(dropped + 1, dropped + 1))
                            .toFile());
        }
    }
}
