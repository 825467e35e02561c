package ua.vuzol.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * A real PostgreSQL server as a child process, with its data under the home. It listens on the loopback address at a free
 * port, asks for a generated password, and is as durable as PostgreSQL is: a commit that returned is on disk. When it is
 * killed while the hub runs it is started again on the same port, and the connection pool recovers.
 */
final class EmbeddedPostgres implements JdbcConnectionDetails, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final Duration RECOVERY = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;

    private final PostgresCluster cluster;
    private final PostgresPrograms programs;
    private final int port;
    private Process server;
    private boolean closed;

    private EmbeddedPostgres(PostgresCluster cluster, PostgresPrograms programs, int port) {
        this.cluster = cluster;
        this.programs = programs;
        this.port = port;
    }

    /**
     * Starts the server, making the database at the first start and stopping what a killed hub left running.
     *
     * @param directory of the embedded database; only one hub may use it at a time
     * @throws HubCannotStartException when it cannot be started, with what to do
     */
    static EmbeddedPostgres start(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Path binaries = PostgresBinaries.unpackInto(directory);
            return start(new PostgresCluster(directory), PostgresPrograms.usable(binaries), freePort());
        } catch (IOException e) {
            throw new HubCannotStartException(
                    "The embedded database under %s cannot be used: %s".formatted(directory, e.getMessage()),
                    "Check the free space and the permissions of VUZOL_HOME.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubCannotStartException(
                    "The start of the embedded database was interrupted.", "Start the hub again.", e);
        }
    }

    static EmbeddedPostgres start(PostgresCluster cluster, PostgresPrograms programs, int port)
            throws IOException, InterruptedException {
        programs.takeOwnership(cluster.directory());
        cluster.initialiseOnce(programs);
        cluster.stopOrphan(programs);
        EmbeddedPostgres postgres = new EmbeddedPostgres(cluster, programs, port);
        postgres.launch();
        return postgres;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A server whose predecessor was killed refuses to start until the last of that one's processes is gone: try again. */
    private synchronized void launch() throws IOException, InterruptedException {
        Instant start = Instant.now();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            server = spawn();
            if (becomesReady(server)) {
                server.onExit().thenRun(this::serverEnded);
                log.info(
                        "Embedded PostgreSQL listens on 127.0.0.1:{} after {} ms",
                        port,
                        Duration.between(start, Instant.now()).toMillis());
                return;
            }
            TimeUnit.SECONDS.sleep(attempt);
        }
        throw new HubCannotStartException(
                "The embedded database does not start.", "Read the reason in %s.".formatted(cluster.log()));
    }

    private Process spawn() throws IOException {
        Files.createDirectories(cluster.log());
        programs.takeOwnership(cluster.log());
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.data().toString()));
        settings().forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        // a session of its own, so that Ctrl-C stops the hub first and the database after it
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(programs.command("postgres", arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(cluster.log().resolve("start.log").toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", "50"),
                // an acknowledged commit survives a crash of the process, of the kernel and of the power
                Map.entry("fsync", "on"),
                Map.entry("synchronous_commit", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("shared_buffers", "64MB"),
                Map.entry("max_wal_size", "512MB"),
                Map.entry("max_logical_replication_workers", "0"),
                Map.entry("logging_collector", "on"),
                Map.entry("log_directory", cluster.log().toString()),
                // seven files, one a day of the week
                Map.entry("log_filename", "postgresql-%a.log"),
                Map.entry("log_rotation_age", "1d"),
                Map.entry("log_truncate_on_rotation", "on"),
                // neither statements nor the values of a violated key: they may hold patient data
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_checkpoints", "off"));
    }

    /** Waits until the server says that it accepts connections; after a crash it first replays its log. */
    private boolean becomesReady(Process process) throws InterruptedException {
        Instant deadline = Instant.now().plus(RECOVERY);
        while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
            if (cluster.readyUnder(process.pid())) {
                return true;
            }
            if (Instant.now().isAfter(deadline)) {
                process.destroyForcibly().waitFor();
                return false;
            }
        }
        return false;
    }

    private synchronized void serverEnded() {
        if (!closed) {
            log.warn("Embedded PostgreSQL ended unexpectedly; starting it again");
            new Thread(this::revive, "embedded-postgres-revival").start();
        }
    }

    private synchronized void revive() {
        if (closed) {
            return;
        }
        try {
            cluster.stopOrphan(programs);
            launch();
        } catch (IOException | HubCannotStartException e) {
            log.error("Embedded PostgreSQL could not be started again; restart the hub", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?ApplicationName=vuzol".formatted(port, PostgresCluster.DATABASE);
    }

    @Override
    public String getUsername() {
        return PostgresCluster.USER;
    }

    @Override
    public String getPassword() {
        try {
            return cluster.password();
        } catch (IOException e) {
            throw new UncheckedIOException("The password of the embedded database cannot be read", e);
        }
    }

    /** Stops the server; open transactions are rolled back, committed ones are on disk. */
    @Override
    public synchronized void close() throws IOException, InterruptedException {
        closed = true;
        cluster.stop(programs);
        server.waitFor();
    }

    /** The process of the server. */
    ProcessHandle process() {
        return server.toHandle();
    }
}
