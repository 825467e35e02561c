package ua.vuzol.hub;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers, by a connection of its own: the pool waits for one that is away, as long as whoever asks for a
 * connection has patience.
 */
@Component("databaseAnswers")
final class DatabaseProbe implements BooleanSupplier {
    /** Several parts of the hub's health ask one after the other. */
    private static final Duration KEPT = Duration.ofSeconds(1);

    private static final String SECONDS = "2";

    private final JdbcConnectionDetails database;
    private boolean answers;
    /** By {@link System#nanoTime}; null before the first. */
    private Long askedAt;

    DatabaseProbe(JdbcConnectionDetails database) {
        this.database = database;
    }

    @Override
    public synchronized boolean getAsBoolean() {
        if (askedAt == null || System.nanoTime() - askedAt > KEPT.toNanos()) {
            answers = ask();
            askedAt = System.nanoTime();
        }
        return answers;
    }

    private boolean ask() {
        Properties settings = new Properties();
        settings.setProperty("user", database.getUsername());
        settings.setProperty("password", database.getPassword());
        settings.setProperty("connectTimeout", SECONDS);
        settings.setProperty("loginTimeout", SECONDS);
        settings.setProperty("socketTimeout", SECONDS);
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), settings)) {
            return connection.isValid(Integer.parseInt(SECONDS));
        } catch (SQLException e) {
            return false;
        }
    }
}
