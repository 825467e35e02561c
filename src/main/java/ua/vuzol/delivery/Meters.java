package ua.vuzol.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Figures of deliveries for Prometheus. */
@Component
class Meters {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final MeterRegistry registry;
    private final DeliveryReader reader;
    private final AtomicLong refreshed = new AtomicLong(System.nanoTime() - EVERY.toNanos());
    private final MultiGauge objects;

    Meters(MeterRegistry registry, DeliveryReader reader) {
        this.registry = registry;
        this.reader = reader;
        this.objects = MultiGauge.builder("vuzol.delivery.objects")
                .description("Objects that wait for a destination, are in doubt, unconfirmed or dead letters")
                .register(registry);
    }

    /** One attempt ended so. */
    void count(Destination destination, String outcome) {
        registry.counter("vuzol.delivery.attempts", "destination", destination.name(), "outcome", outcome)
                .increment();
    }

    /** Looks at what is not over, if that was a while ago. */
    void refresh() {
        long now = System.nanoTime();
        long before = refreshed.get();
        if (now - before < EVERY.toNanos() || !refreshed.compareAndSet(before, now)) {
            return;
        }
        objects.register(
                reader.unfinished().stream()
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
