package ua.vuzol.hub;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/** A PostgreSQL server that others run. At start the hub waits for it; later the connection pool recovers by itself. */
final class ExternalDatabase implements JdbcConnectionDetails {
    private static final Logger log = LoggerFactory.getLogger(ExternalDatabase.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DatabaseProperties properties;

    private ExternalDatabase(DatabaseProperties properties) {
        this.properties = properties;
    }

    /**
     * Waits until the server accepts a connection.
     *
     * @throws HubCannotStartException when it refuses the user or the database, or does not answer in time
     */
    static ExternalDatabase await(DatabaseProperties properties) {
        ExternalDatabase database = new ExternalDatabase(properties);
        Instant deadline = Instant.now().plus(properties.patience());
        boolean told = false;
        for (Optional<SQLException> failure = database.failure(); failure.isPresent(); failure = database.failure()) {
            if (Instant.now().isAfter(deadline)) {
                throw new HubCannotStartException(
                        "The database that vuzol.db.url names did not answer for %s.".formatted(properties.patience()),
                        "Start the database, check VUZOL_DB_URL, or raise VUZOL_DB_WAIT.",
                        failure.get());
            }
            if (!told) {
                log.warn("The database does not answer; waiting up to {} for it", properties.patience());
                told = true;
            }
            pause();
        }
        if (told) {
            log.info("The database answers");
        }
        return database;
    }

    private Optional<SQLException> failure() {
        Properties settings = new Properties();
        settings.setProperty("user", properties.user());
        settings.setProperty("password", properties.password());
        settings.setProperty("connectTimeout", "5");
        settings.setProperty("loginTimeout", "10");
        try (Connection connection = DriverManager.getConnection(properties.url(), settings)) {
            connection.isValid(5);
            return Optional.empty();
        } catch (SQLException e) {
            if (isRefusal(e)) {
                throw new HubCannotStartException(
                        "The database that vuzol.db.url names refuses the hub: %s".formatted(e.getMessage()),
                        "Check VUZOL_DB_URL, VUZOL_DB_USER and VUZOL_DB_PASSWORD.",
                        e);
            }
            return Optional.of(e);
        }
    }

    /** Waiting does not help against invalid authorisation (28) and an invalid catalogue name (3D), ISO 9075 classes. */
    private static boolean isRefusal(SQLException e) {
        return Optional.ofNullable(e.getSQLState())
                .filter(state -> state.startsWith("28") || state.startsWith("3D"))
                .isPresent();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubCannotStartException("The wait for the database was interrupted.", "Start the hub again.", e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return properties.url();
    }

    @Override
    public String getUsername() {
        return properties.user();
    }

    @Override
    public String getPassword() {
        return properties.password();
    }
}
