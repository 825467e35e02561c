package ua.vuzol.delivery;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Why nothing goes to a destination at present. */
@Component
class Standing {
    private final Destinations destinations;
    private final Outages outages;
    private final Clock clock = Clock.systemUTC();

    Standing(Destinations destinations, Outages outages) {
        this.destinations = destinations;
        this.outages = outages;
    }

    String title(String destination) {
        return destinations.find(destination).map(Destination::title).orElse(destination);
    }

    /** Whether one of its studies may be tried now. */
    boolean mayTry(Destination destination) {
        return destination.isOpen(clock.instant()) && !outages.holds(destination);
    }

    /** Empty if it is sent to. */
    Optional<String> obstacle(String name) {
        Optional<Destination> destination = destinations.find(name);
        if (destination.isEmpty()) {
            return Optional.of("mappings/destinations.yaml has no such destination");
        }
        if (!destination.get().active()) {
            return Optional.of("the destination is not active");
        }
        if (!destination.get().hours().isOpen(clock.instant())) {
            return Optional.of("it is outside the destination's hours");
        }
        return outages.find(name).map(Outages.Outage::problem);
    }
}
