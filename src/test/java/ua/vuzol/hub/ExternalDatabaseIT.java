package ua.vuzol.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import ua.vuzol.HubProcess;

@ExtendWith(OutputCaptureExtension.class)
class ExternalDatabaseIT {
    @TempDir
    Path directory;

    @Test
    void waitsForADatabaseThatIsDownAndSaysSoOnce(CapturedOutput output) throws Exception {
        int port = HubProcess.freePort();
        String password = password();
        CompletableFuture<ExternalDatabase> hub = CompletableFuture.supplyAsync(
                () -> ExternalDatabase.await(properties(port, password, Duration.ofMinutes(1))));
        await().atMost(30, SECONDS).until(() -> output.getOut().contains("waiting up to PT1M"));
        try (EmbeddedPostgres postgres = start(port)) {
            assertThat(hub.get(60, SECONDS).getJdbcUrl()).contains(":" + port);
        }
        assertThat(output.getOut().split("waiting up to", -1)).hasSize(2);
        assertThat(output.getOut()).doesNotContain(password);
    }

    @Test
    void givesUpAfterTheAgreedTimeWithASentence() throws IOException {
        int port = HubProcess.freePort();
        assertThatThrownBy(() -> ExternalDatabase.await(properties(port, "x", Duration.ZERO)))
                .isInstanceOfSatisfying(HubCannotStartException.class, e -> {
                    assertThat(e).hasMessageContaining("vuzol.db.url").hasMessageContaining("did not answer");
                    assertThat(e.mend()).contains("VUZOL_DB_URL", "VUZOL_DB_WAIT");
                });
    }

    @Test
    void doesNotWaitForADatabaseThatRefusesTheUser() throws Exception {
        int port = HubProcess.freePort();
        try (EmbeddedPostgres postgres = start(port)) {
            assertThatThrownBy(() -> ExternalDatabase.await(properties(port, "guess", Duration.ofHours(1))))
                    .isInstanceOfSatisfying(HubCannotStartException.class, e -> {
                        assertThat(e).hasMessageContaining("refuses the hub");
                        assertThat(e.mend()).contains("VUZOL_DB_PASSWORD");
                    });
        }
    }

    private String password() throws Exception {
        try (EmbeddedPostgres once = start(HubProcess.freePort())) {
            return once.getPassword();
        }
    }

    private EmbeddedPostgres start(int port) throws IOException, InterruptedException {
        PostgresPrograms programs = PostgresPrograms.usable(PostgresBinaries.unpackInto(directory));
        return EmbeddedPostgres.start(new PostgresCluster(directory), programs, port);
    }

    private static DatabaseProperties properties(int port, String password, Duration patience) {
        return new DatabaseProperties("jdbc:postgresql://127.0.0.1:" + port + "/vuzol", "vuzol", password, patience);
    }
}
