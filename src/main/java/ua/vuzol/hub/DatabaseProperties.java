package ua.vuzol.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Which PostgreSQL the hub uses.
 *
 * @param url JDBC URL of an external server; blank for the embedded one
 * @param user user of the external server
 * @param password password of the external server, never printed
 * @param patience how long a hub that starts waits for an external server that does not answer
 */
@ConfigurationProperties("vuzol.db")
record DatabaseProperties(
        @DefaultValue("") String url,
        @DefaultValue("vuzol") String user,
        @DefaultValue("") String password,
        @Name("wait") @DefaultValue("2m") Duration patience) {

    DatabaseProperties {
        if (!url.isBlank() && !url.startsWith("jdbc:postgresql:")) {
            throw new HubCannotStartException(
                    "vuzol.db.url is not the JDBC URL of a PostgreSQL database.",
                    "Set VUZOL_DB_URL to jdbc:postgresql://HOST:5432/DATABASE, or leave it out for the embedded database.");
        }
        if (patience.isNegative()) {
            throw new HubCannotStartException(
                    "vuzol.db.wait is negative.", "Set VUZOL_DB_WAIT to a duration like 2m, or to 0s not to wait.");
        }
    }

    boolean external() {
        return !url.isBlank();
    }

    @Override
    public String toString() {
        return "DatabaseProperties[user=%s, wait=%s, external=%s]".formatted(user, patience, external());
    }
}
