package ua.vuzol.archive;

import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Tells of damaged objects. They stop nothing, so the hub is up with them; a person has to look. */
@Component("archiveHealthIndicator")
class ArchiveHealth implements HealthIndicator {
    private final Safekeeping safekeeping;
    private final BooleanSupplier databaseAnswers;

    ArchiveHealth(Safekeeping safekeeping, @Qualifier("databaseAnswers") BooleanSupplier databaseAnswers) {
        this.safekeeping = safekeeping;
        this.databaseAnswers = databaseAnswers;
    }

    @Override
    public Health health() {
        try {
            if (databaseAnswers.getAsBoolean()) {
                return Health.up()
                        .withDetail("damagedObjects", safekeeping.damaged())
                        .build();
            }
        } catch (DataAccessException e) {
            // it went away just now
        }
        return Health.down()
                .withDetail("reason", "The database does not answer")
                .build();
    }
}
