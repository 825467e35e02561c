package ua.vuzol.hl7;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether messages are taken: they are answered AE while the database is away. */
@Component("hl7HealthIndicator")
class Hl7Health implements HealthIndicator {
    private final GroupWriter writer;
    private final Partners partners;

    Hl7Health(GroupWriter writer, Partners partners) {
        this.writer = writer;
        this.partners = partners;
    }

    @Override
    public Health health() {
        Health.Builder health = writer.answers()
                ? Health.up()
                : Health.down()
                        .withDetail(
                                "reason", "The database does not answer; HL7 messages are answered AE until it does.");
        partners.problem().ifPresent(problem -> health.withDetail("outdated", problem));
        return health.build();
    }
}
