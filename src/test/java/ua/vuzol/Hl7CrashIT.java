package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Power goes again and again while ten systems send orders: each that got AA is there, and one that got none is sent again until it
 * gets it, without a second effect.
 *
 * <p>When it goes is random; {@code -Dvuzol.crash.seed=N} chooses the same moments as a run before, as far as they can be.
 */
class Hl7CrashIT {
    private static final int SENDERS = 10;
    private static final int ORDERS_OF_ONE = 400;
    private static final int ORDERS = SENDERS * ORDERS_OF_ONE;
    private static final int KILLS = 6;
    /** So few that all kills happen before all is sent. */
    private static final int MOST_BETWEEN_KILLS = ORDERS / (KILLS + 2);

    private final long seed = Long.getLong("vuzol.crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final AtomicInteger accepted = new AtomicInteger();
    /** Of each sender. */
    private final ThreadLocal<MllpClient> connections = new ThreadLocal<>();

    @TempDir
    private Path directory;

    @Test
    void whatGotAnAcceptanceHasItsEffectOnceAndTheRestIsSentAgain() throws Exception {
        System.out.println("Hl7CrashIT: seed " + seed);
        Map<String, String> deployment = DicomNode.deployment(directory);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int sender = 0; sender < SENDERS; sender++) {
                int number = sender;
                sending.add(senders.submit(() -> send(hub, number)));
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int moment = accepted.get() + 1 + random.nextInt(MOST_BETWEEN_KILLS);
                await().atMost(2, MINUTES).until(() -> accepted.get() >= moment);
                hub.kill();
                assertThat(accepted.get()).as("accepted at kill %d", kill).isLessThan(ORDERS);
                hub.start();
            }
            for (Future<?> sender : sending) {
                sender.get(5, MINUTES);
            }
            assertEachOnce(HubDatabase.of(hub.home()));
            assertThat(hub.health().path("status").asText()).isEqualTo("UP");
        } finally {
            senders.shutdownNow();
        }
    }

    private static void assertEachOnce(JdbcClient database) {
        assertThat(count(database, "select count(*) from worklist_item")).isEqualTo(ORDERS);
        assertThat(count(database, "select count(distinct order_number) from worklist_item"))
                .isEqualTo(ORDERS);
        assertThat(count(database, "select count(*) from patient")).isEqualTo(ORDERS);
        assertThat(count(database, "select count(*) from hl7_message where state = 'AA'"))
                .isEqualTo(ORDERS);
        assertThat(count(database, "select count(distinct control_id) from hl7_message where state = 'AA'"))
                .isEqualTo(ORDERS);
        assertThat(
                        count(
                                database,
                                "select count(*) from worklist_item w join hl7_message m on m.id = w.message_id where m.state = 'AA'"))
                .as("steps whose message is kept")
                .isEqualTo(ORDERS);
    }

    private static int count(JdbcClient database, String sql) {
        return database.sql(sql).query(Integer.class).single();
    }

    /** As a MIS does: one message after another, each until it is accepted. */
    private void send(HubProcess hub, int sender) {
        for (int order = 0; order < ORDERS_OF_ONE; order++) {
            String message = order(sender, order);
            boolean anew = order % 50 == 0;
            await().atMost(3, MINUTES)
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .pollInterval(Duration.ofMillis(200))
                    .pollDelay(Duration.ZERO)
                    .until(() -> isAccepted(hub, message, anew));
            accepted.incrementAndGet();
        }
    }

    private boolean isAccepted(HubProcess hub, String message, boolean anew) throws IOException {
        MllpClient connection = connections.get();
        if (anew && connection != null) {
            connection.close();
            connection = null;
        }
        try {
            if (connection == null) {
                connection = MllpClient.connect(hub.mllpPort());
                connections.set(connection);
            }
            return connection.send(message).contains("MSA|AA|");
        } catch (IOException e) {
            connections.remove();
            throw e;
        }
    }

    private static String order(int sender, int number) {
        String id = sender + "-" + number;
        return """
                MSH|^~\\&|MIS%1$d|LIKARNIA|VUZOL|HUB|20261126120000||ORM^O01|%2$s|P|2.3.1|||||UKR|UNICODE UTF-8
                PID|1||P%2$s^^^LIKARNIA||Шевченко^Тарас||19610214|M
                PV1|1|O
                ORC|NW|PL%2$s|||SC||^^^20261126140000^^R
                OBR|1|PL%2$s||CT-HEAD^КТ голови^LOCAL||||||||||||||A%2$s|RP%2$s|S%2$s||||CT|||^^^20261126140000^^R
                """
                .formatted(sender, id);
    }
}
