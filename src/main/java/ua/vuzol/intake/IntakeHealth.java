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
    private final Reception reception;

    IntakeHealth(LandingStore landing, Archive archive, Reception reception) {
        this.landing = landing;
        this.archive = archive;
        this.reception = reception;
    }

    @Override
    public Health health() {
        long room = Math.min(landing.room(), archive.room());
        if (room >= 0) {
            return reception
                    .trouble()
                    .map(reason -> Health.down().withDetail("reason", reason).build())
                    .orElseGet(() -> Health.up().withDetail("roomBytes", room).build());
        }
        return Health.down()
                .withDetail(
                        "reason",
                        "The disk of the landing store or the online tier is full; files wait, and DICOM objects are"
                                + " refused with A700, until " + -room / (1 << 20) + " MiB more are free.")
                .build();
    }
}
