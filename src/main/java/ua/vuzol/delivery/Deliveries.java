package ua.vuzol.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people and programs see of deliveries, and what they do about them. */
@Service
public class Deliveries {
    private final DeliveryReader reader;
    private final Destinations destinations;
    private final Outages outages;
    private final Standing standing;
    private final Interventions interventions;

    Deliveries(
            DeliveryReader reader,
            Destinations destinations,
            Outages outages,
            Standing standing,
            Interventions interventions) {
        this.reader = reader;
        this.destinations = destinations;
        this.outages = outages;
        this.standing = standing;
        this.interventions = interventions;
    }

    /** Dead letters first, then what waits, then the rest; within that the newest first. */
    public List<DeliveryEntry> list(DeliveryQuery query, int limit, int offset) {
        return reader.list(query, limit, offset);
    }

    public Optional<DeliveryEntry> find(long id) {
        return reader.find(id);
    }

    /** How many objects are in each state, by destination. */
    public List<DeliveryCount> counts(DeliveryQuery query) {
        return reader.counts(query);
    }

    /** All destinations of the file, and those that it has no more but that something waits for. */
    public List<DestinationStatus> destinations() {
        List<DeliveryCount> unfinished = reader.unfinished();
        Set<String> names = new LinkedHashSet<>();
        destinations.all().forEach(destination -> names.add(destination.name()));
        unfinished.forEach(count -> names.add(count.destination()));
        List<DestinationStatus> all = new ArrayList<>();
        names.forEach(name -> all.add(status(name, unfinished)));
        return all;
    }

    private DestinationStatus status(String name, List<DeliveryCount> unfinished) {
        Map<DeliveryState, Long> objects = new EnumMap<>(DeliveryState.class);
        unfinished.stream()
                .filter(count -> count.destination().equals(name))
                .forEach(count -> objects.put(count.state(), count.objects()));
        Optional<Outages.Outage> outage = outages.find(name);
        return new DestinationStatus(
                name,
                standing.title(name),
                destinations.find(name).map(Destination::node),
                standing.obstacle(name),
                outage.map(Outages.Outage::since),
                outage.map(Outages.Outage::nextTry),
                objects);
    }

    /**
     * Has objects tried again at once, after the mend: dead letters, those that a person cancelled if the query asks for them, and
     * those that wait after a failure.
     *
     * @return how many will be sent
     */
    @Transactional
    public int retry(DeliveryQuery query) {
        return interventions.retry(query);
    }

    /**
     * Ends deliveries that are not done: those that wait, those that a peer has not confirmed, and dead letters. An object that
     * is just being sent may still arrive.
     *
     * @return how many
     */
    @Transactional
    public int cancel(DeliveryQuery query) {
        return interventions.cancel(query);
    }
}
