package ua.vuzol.intake;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether files are taken: they wait in their folders while the disk of the landing store is full. */
@Component("intakeHealthIndicator")
class IntakeHealth implements HealthIndicator {
    private final LandingStore landing;

    IntakeHealth(LandingStore landing) {
        this.landing = landing;
    }

    @Override
    public Health health() {
        long room = landing.room();
        return room < 0
                ? Health.down()
                        .withDetail(
                                "reason",
                                "The disk of the landing store is full; files wait in their folders until "
                                        + -room / (1 << 20) + " MiB more are free.")
                        .build()
                : Health.up().withDetail("roomBytes", room).build();
    }
}
