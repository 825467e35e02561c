package ua.vuzol.hub;

import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.jdbc.DataSourceHealthIndicator;
import org.springframework.stereotype.Component;

/** Says at once that the database does not answer; asks the pool only if it does. */
@Component("dbHealthIndicator")
final class DatabaseHealth extends DataSourceHealthIndicator {
    private final DatabaseProbe probe;

    DatabaseHealth(DataSource pool, DatabaseProbe probe) {
        super(pool);
        this.probe = probe;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) throws Exception {
        if (probe.getAsBoolean()) {
            super.doHealthCheck(health);
        } else {
            health.down().withDetail("reason", "The database does not answer");
        }
    }
}
