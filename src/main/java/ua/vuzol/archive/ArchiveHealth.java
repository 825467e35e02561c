package ua.vuzol.archive;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Tells of damaged objects. They stop nothing, so the hub is up with them; a person has to look. */
@Component("archiveHealthIndicator")
class ArchiveHealth implements HealthIndicator {
    private final Safekeeping safekeeping;

    ArchiveHealth(Safekeeping safekeeping) {
        this.safekeeping = safekeeping;
    }

    @Override
    public Health health() {
        try {
            return Health.up()
                    .withDetail("damagedObjects", safekeeping.damaged())
                    .build();
        } catch (DataAccessException e) {
            return Health.down()
                    .withDetail("reason", "The database does not answer")
                    .build();
        }
    }
}
