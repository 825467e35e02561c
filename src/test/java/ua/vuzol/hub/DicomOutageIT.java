package ua.vuzol.hub;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ua.vuzol.ArchivedObjects;
import ua.vuzol.DicomNode;
import ua.vuzol.HubProcess;
import ua.vuzol.Senders;

/** The database or the broker goes away while modalities store, and comes back: what got Success is there, once. */
class DicomOutageIT {
    private static final int OBJECTS = 400;
    private static final int SENDERS = 2;

    @TempDir
    private Path directory;

    private Map<String, String> environment;
    private ExternalServices services;
    private List<Path> files;

    @BeforeEach
    void prepare() throws Exception {
        environment = DicomNode.deployment(directory);
        services = new ExternalServices(directory, environment);
        files = DicomNode.images(directory.resolve("objects"), OBJECTS, 10, new Random(3));
    }

    @Test
    void withoutTheDatabaseNothingGetsSuccessAndStoringGoesOnByItselfWhenItIsBack() throws Exception {
        int port = HubProcess.freePort();
        EmbeddedPostgres database = services.database(port);
        JdbcClient client = JdbcClient.create(
                new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword()));
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), environment, HubProcess.QUICK_START);
                Senders senders = Senders.start(hub.dicomPort(), files, SENDERS)) {
            senders.awaitSuccesses(OBJECTS / 4);
            database.close();
            int before = senders.successes();
            await().atMost(1, MINUTES).until(() -> !status(hub).equals("UP"));
            senders.awaitRefusal("Refused: OutOfResources");
            assertThat(senders.successes())
                    .as("stored while the database was away")
                    .isBetween(before, before + SENDERS);
            database = services.database(port);
            senders.awaitAll();
            ArchivedObjects.of(hub, client).assertExactly(files);
            await().atMost(1, MINUTES).until(() -> status(hub).equals("UP"));
        } finally {
            database.close();
        }
    }

    @Test
    void withoutTheBrokerObjectsAreStoredAndTheyAreCataloguedWhenItIsBack() throws Exception {
        int port = HubProcess.freePort();
        EmbeddedActiveMQ broker = services.broker(port);
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), environment, HubProcess.QUICK_START);
                Senders senders = Senders.start(hub.dicomPort(), files, SENDERS)) {
            senders.awaitSuccesses(OBJECTS / 4);
            broker.stop();
            senders.awaitAll();
            await().atMost(1, MINUTES).until(() -> !status(hub).equals("UP"));
            broker.start();
            ArchivedObjects.of(hub).assertExactly(files);
            await().atMost(1, MINUTES).until(() -> status(hub).equals("UP"));
        } finally {
            broker.stop();
        }
    }

    private static String status(HubProcess hub) {
        return hub.health().path("status").asText();
    }
}
