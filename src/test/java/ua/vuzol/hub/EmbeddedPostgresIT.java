package ua.vuzol.hub;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.HubProcess;

class EmbeddedPostgresIT {
    @TempDir
    static Path unpacked;

    @TempDir
    Path home;

    private EmbeddedPostgres start() throws IOException, InterruptedException {
        PostgresPrograms programs = PostgresPrograms.usable(PostgresBinaries.unpackInto(unpacked));
        return EmbeddedPostgres.start(new PostgresCluster(home), programs, HubProcess.freePort());
    }

    @Test
    void keepsWhatWasCommittedOverStopAndStart() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            execute(postgres, "CREATE TABLE t (name text)", "INSERT INTO t VALUES ('Ґалаґан Єва')");
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
            assertThat(query(postgres, "SELECT name FROM t")).isEqualTo("Ґалаґан Єва");
        }
    }

    @Test
    void isAsDurableAsPostgresCanBe() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
            assertThat(query(postgres, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(postgres, "SHOW full_page_writes")).isEqualTo("on");
            assertThat(query(postgres, "SHOW data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void knowsUkrainianLettersWhateverTheLocaleOfTheMachine() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(query(postgres, "SELECT lower('ҐАЛАҐАН ІЇЄ')")).isEqualTo("ґалаґан іїє");
        }
    }

    @Test
    void asksForAPasswordThatOnlyTheOwnerCanRead() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.getJdbcUrl(), "vuzol", "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
        }
    }

    @Test
    void writesNoValuesIntoItsLog() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres, "CREATE TABLE p (name text PRIMARY KEY)", "INSERT INTO p VALUES ('Шевченко')");
            assertThatThrownBy(() -> execute(postgres, "INSERT INTO p VALUES ('Шевченко')"))
                    .isInstanceOf(SQLException.class);
        }
        try (var logs = Files.list(home.resolve("log"))) {
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(log).content().doesNotContain("Шевченко"));
        }
    }

    @Test
    void comesBackOnTheSamePortWhenItIsKilled() throws Exception {
        try (EmbeddedPostgres postgres = start()) {
            execute(postgres, "CREATE TABLE t (name text)", "INSERT INTO t VALUES ('committed')");
            ProcessHandle killed = postgres.process();
            killed.destroyForcibly();
            await().atMost(60, SECONDS)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .untilAsserted(() -> {
                        assertThat(postgres.process()).isNotEqualTo(killed);
                        assertThat(query(postgres, "SELECT name FROM t")).isEqualTo("committed");
                    });
        }
    }

    @Test
    void losesNoAcknowledgedCommitWhenTheHubIsKilledAndStopsTheServerItLeftBehind() throws Exception {
        int acknowledged;
        try (ChildJvm hub = ChildJvm.start(CommittingHub.class, home.toString())) {
            acknowledged = hub.killAfter("committed", 200);
        }
        ProcessHandle orphan = postmaster();
        assertThat(orphan.isAlive()).isTrue();
        try (EmbeddedPostgres postgres = start()) {
            await().atMost(10, SECONDS).until(() -> !orphan.isAlive());
            assertThat(Integer.parseInt(query(postgres, "SELECT count(*) FROM t")))
                    .isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void losesNoAcknowledgedCommitWhenHubAndServerAreKilled() throws Exception {
        int acknowledged;
        try (ChildJvm hub = ChildJvm.start(CommittingHub.class, home.toString())) {
            acknowledged = hub.killAfter("committed", 200);
        }
        postmaster().destroyForcibly();
        try (EmbeddedPostgres postgres = start()) {
            assertThat(Integer.parseInt(query(postgres, "SELECT count(*) FROM t")))
                    .isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void startsThoughThePidInAStaleFileBelongsToAnotherProcessNow() throws Exception {
        start().close();
        Path data = home.resolve("data");
        Files.write(data.resolve("postmaster.pid"), List.of("1", data.toString(), "0", "5432"));
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void runsAsNobodyWhereUserNamespacesAreForbidden() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become nobody");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        PostgresPrograms programs = PostgresPrograms.asNobody(PostgresBinaries.unpackInto(home));
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.start(new PostgresCluster(home), programs, HubProcess.freePort())) {
            execute(postgres, "CREATE TABLE t (name text)", "INSERT INTO t VALUES ('kept')");
        }
        try (EmbeddedPostgres postgres = start()) {
            assertThat(query(postgres, "SELECT name FROM t")).isEqualTo("kept");
        }
    }

    @Test
    void refusesTheDataOfAnotherMajorVersion() throws Exception {
        start().close();
        Files.writeString(home.resolve("data").resolve("PG_VERSION"), "16\n");
        assertThatThrownBy(() -> start())
                .isInstanceOf(HubCannotStartException.class)
                .hasMessageContaining("was made by PostgreSQL 16");
    }

    private ProcessHandle postmaster() throws Exception {
        String pid = Files.readAllLines(home.resolve("data").resolve("postmaster.pid"))
                .get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
    }

    private static void execute(EmbeddedPostgres postgres, String... statements) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }

    /** Commits row after row and says so on standard output, until it is killed. */
    static final class CommittingHub {
        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (n int)");
                for (int n = 0; ; n++) {
                    statement.execute("INSERT INTO t VALUES (" + n + ")");
                    System.out.println("committed " + n);
                }
            }
        }
    }
}
