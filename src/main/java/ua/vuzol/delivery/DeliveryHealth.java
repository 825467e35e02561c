package ua.vuzol.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells how it stands with each destination. A PACS that is away is told and does not turn the hub's health DOWN: what is for it
 * waits safely, and a hub that is restarted or taken out of service for it would only do less. DOWN is what only the hub can be
 * blamed for: a destination that no route serves, or a file that is not at work.
 */
@Component("deliveryHealthIndicator")
class DeliveryHealth implements HealthIndicator {
    private static final String AWAY = "The database does not answer";

    private final Deliveries deliveries;
    private final Destinations destinations;
    private final ObjectProvider<Carriers> carriers;
    private final BooleanSupplier databaseAnswers;

    DeliveryHealth(
            Deliveries deliveries,
            Destinations destinations,
            ObjectProvider<Carriers> carriers,
            @Qualifier("databaseAnswers") BooleanSupplier databaseAnswers) {
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.carriers = carriers;
        this.databaseAnswers = databaseAnswers;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        destinations.problem().ifPresent(problem -> health.withDetail("outdated", problem));
        if (!databaseAnswers.getAsBoolean()) {
            return health.withDetail("reason", AWAY).build();
        }
        try {
            deliveries.destinations().forEach(status -> health.withDetail(status.name(), detail(status, health)));
        } catch (DataAccessException e) {
            health.withDetail("reason", AWAY);
        }
        return health.build();
    }

    private Map<String, Object> detail(DestinationStatus status, Health.Builder health) {
        Map<String, Object> detail = new LinkedHashMap<>();
        status.node().ifPresent(node -> detail.put("node", node));
        detail.put("reachable", status.unreachableSince().isEmpty());
        status.unreachableSince().ifPresent(since -> detail.put("unreachableSince", since.toString()));
        status.obstacle().ifPresent(obstacle -> detail.put("obstacle", obstacle));
        detail.put("waiting", count(status, DeliveryState.WAITING) + count(status, DeliveryState.DOUBTFUL));
        detail.put("unconfirmed", count(status, DeliveryState.SENT));
        detail.put("deadLetters", count(status, DeliveryState.REJECTED));
        if (status.node().isPresent()) {
            unserved(status.name()).ifPresent(problem -> {
                detail.put("unserved", problem);
                health.down();
            });
        }
        return detail;
    }

    private Optional<String> unserved(String destination) {
        return carriers.stream()
                .flatMap(all -> all.problem(destination).stream())
                .findFirst();
    }

    private static long count(DestinationStatus status, DeliveryState state) {
        return status.objects().getOrDefault(state, 0L);
    }
}
