package ua.vuzol.intake;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.Archive;

/** Says whether files are taken and converted: they wait while the disk of the landing store or the online tier is full. */
@Component("intakeHealthIndicator")
class IntakeHealth implements HealthIndicator {
    private final LandingStore landing;
    private final Archive archive;

    IntakeHealth(LandingStore landing, Archive archive) {
        this.landing = landing;
        this.archive = archive;
    }

    @Override
    public Health health() {
        long room = Math.min(landing.room(), archive.room());
        return room < 0
                ? Health.down()
                        .withDetail(
                                "reason",
                                "The disk of the landing store or the online tier is full; files wait until "
                                        + -room / (1 << 20) + " MiB more are free.")
                        .build()
                : Health.up().withDetail("roomBytes", room).build();
    }
}
