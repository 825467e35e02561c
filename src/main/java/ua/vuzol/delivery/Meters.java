package ua.vuzol.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.springframework.stereotype.Component;

/** Figures of deliveries for Prometheus. */
@Component
class Meters {
    private final MeterRegistry registry;
    private final MultiGauge objects;

    Meters(MeterRegistry registry) {
        this.registry = registry;
        this.objects = MultiGauge.builder("vuzol.delivery.objects")
                .description("Objects that wait for a destination, are in doubt, unconfirmed or dead letters")
                .register(registry);
    }

    /** One attempt ended so. */
    void count(Destination destination, String outcome) {
        registry.counter("vuzol.delivery.attempts", "destination", destination.name(), "outcome", outcome)
                .increment();
    }

    void show(List<DeliveryCount> unfinished) {
        objects.register(
                unfinished.stream()
                        .map(count -> MultiGauge.Row.of(
                                Tags.of(
                                        "destination",
                                        count.destination(),
                                        "state",
                                        count.state().name()),
                                count.objects()))
                        .toList(),
                true);
    }
}
