package ua.vuzol.hub;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import ua.vuzol.DicomNode;
import ua.vuzol.HubProcess;
import ua.vuzol.MllpClient;

/** The database goes away while the MIS sends, and comes back: what got AA is there, the rest got AE at once. */
class Hl7OutageIT {
    @TempDir
    private Path directory;

    private int sent;

    @Test
    void withoutTheDatabaseMessagesAreAnsweredAEAndItGoesOnByItselfWhenItIsBack() throws Exception {
        Map<String, String> environment = DicomNode.deployment(directory);
        ExternalServices services = new ExternalServices(directory, environment);
        int port = HubProcess.freePort();
        EmbeddedPostgres database = services.database(port);
        Set<String> accepted = new HashSet<>();
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), environment, HubProcess.QUICK_START);
                MllpClient client = MllpClient.connect(hub.mllpPort())) {
            JdbcClient jdbc = JdbcClient.create(
                    new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword()));
            for (int i = 0; i < 50; i++) {
                assertThat(send(client, accepted)).isEqualTo("AA");
            }
            database.close();
            assertThat(send(client, accepted)).isEqualTo("AE");
            // each waiting for a connection would take minutes
            assertTimeout(Duration.ofMinutes(1), () -> {
                for (int i = 0; i < 20; i++) {
                    assertThat(send(client, accepted)).isEqualTo("AE");
                }
            });
            JsonNode health = hub.health();
            assertThat(health.at("/components/hl7/status").asText())
                    .as(() -> health.toPrettyString())
                    .isEqualTo("DOWN");
            database = services.database(port);
            await().atMost(1, MINUTES).until(() -> send(client, accepted).equals("AA"));
            await().atMost(1, MINUTES)
                    .until(() ->
                            hub.health().at("/components/hl7/status").asText().equals("UP"));
            assertThat(new HashSet<>(jdbc.sql("select control_id from hl7_message")
                            .query(String.class)
                            .list()))
                    .isEqualTo(accepted);
            assertThat(jdbc.sql("select count(*) from patient")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(accepted.size());
        } finally {
            database.close();
        }
    }

    private String send(MllpClient client, Set<String> accepted) throws Exception {
        String id = "M" + sent++;
        String answer = client.send(
                """
                MSH|^~\\&|MIS|CLINIC|VUZOL|RADIOLOGY|20260301101500||ADT^A04|%1$s|P|2.3.1
                EVN|A04|20260301101500
                PID|1||%1$s^^^MIS||Шевченко^Тарас||19610214|M
                """
                        .formatted(id));
        String code = answer.substring(answer.indexOf("\rMSA|") + 5).split("[|\r]")[0];
        if (code.equals("AA")) {
            accepted.add(id);
        }
        return code;
    }
}
