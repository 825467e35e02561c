package ua.vuzol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The embedded database of a hub that runs as a process, for what its API does not tell. */
public final class HubDatabase {
    /** Line of postmaster.pid that holds the port (LOCK_FILE_LINE_PORT in PostgreSQL's miscadmin.h). */
    private static final int PORT_LINE = 4;

    private HubDatabase() {}

    /** A client that makes a connection for each question, so that it survives the hub's restarts. */
    public static JdbcClient of(Path home) {
        Path directory = home.resolve("postgres");
        try {
            String port = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                    .get(PORT_LINE - 1)
                    .strip();
            String password = Files.readString(directory.resolve("password")).strip();
            return JdbcClient.create(
                    new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + port + "/vuzol", "vuzol", password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
