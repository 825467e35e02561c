package ua.vuzol.delivery;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.InstanceRef;

/** Gives runs out: one at a time for a study and a destination, within its hours, until its entry changes or the hub stops. */
@Component
class Runs {
    private final Archive archive;
    private final Destinations destinations;
    private final ShipmentTable shipments;
    private final StudyQueue queue;
    private final Timeline timeline;
    private final Clock clock = Clock.systemUTC();
    private final ConcurrentMap<Run, UUID> claims = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    Runs(Archive archive, Destinations destinations, ShipmentTable shipments, StudyQueue queue, Timeline timeline) {
        this.archive = archive;
        this.destinations = destinations;
        this.shipments = shipments;
        this.queue = queue;
        this.timeline = timeline;
    }

    /** A run that has nothing if the study is not to be sent now, or another run sends it. */
    Run begin(String name, String studyUid) {
        Optional<Destination> destination = destinations.find(name).filter(this::isOpen);
        UUID id = UUID.randomUUID();
        if (destination.isEmpty() || !queue.claim(destination.get(), studyUid, id)) {
            return new Run(name, studyUid, Optional::empty);
        }
        Source source = new Source(destination.get(), studyUid, id);
        Run run = new Run(name, studyUid, source::next);
        claims.put(run, id);
        return run;
    }

    /** Whether a destination may be sent to at this time. */
    private boolean isOpen(Destination destination) {
        return !stopping && destination.isOpen(clock.instant());
    }

    void end(Run run) {
        UUID id = claims.remove(run);
        if (id != null) {
            queue.release(run.destination(), run.studyUid(), id);
            destinations.find(run.destination()).ifPresent(d -> timeline.tell(d, run.studyUid()));
        }
    }

    /** An object on its way may arrive, no other sets out. */
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    /** Where a run gets its objects from. */
    private final class Source {
        private final Destination destination;
        private final String studyUid;
        private final UUID run;
        private Map<String, InstanceRef> instances = new HashMap<>();

        Source(Destination destination, String studyUid, UUID run) {
            this.destination = destination;
            this.studyUid = studyUid;
            this.run = run;
        }

        Optional<Shipment> next() {
            boolean unchanged = destinations
                    .find(destination.name())
                    .filter(destination::equals)
                    .isPresent();
            while (unchanged && isOpen(destination)) {
                Optional<ShipmentTable.Open> open = shipments.next(destination.name(), studyUid);
                if (open.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Shipment> shipment = shipment(open.get());
                if (shipment.isPresent()) {
                    queue.renew(
                            destination.name(),
                            studyUid,
                            run,
                            shipment.get().instance().size());
                    return shipment;
                }
            }
            return Optional.empty();
        }

        private Optional<Shipment> shipment(ShipmentTable.Open open) {
            Optional<InstanceRef> instance = known(open);
            if (instance.isEmpty()) {
                shipments.gone(open.id());
            } else if (!instance.get().sha256().equals(open.sha256())) {
                shipments.renew(open.id(), instance.get().sha256());
            }
            return instance.map(ref ->
                    new Shipment(open.id(), destination.name(), studyUid, ref, open.doubtful(), open.attempts()));
        }

        private Optional<InstanceRef> known(ShipmentTable.Open open) {
            boolean fresh = Optional.ofNullable(instances.get(open.sopUid()))
                    .filter(ref -> ref.sha256().equals(open.sha256()))
                    .isPresent();
            if (!fresh) {
                instances = archive.instances(studyUid).stream()
                        .collect(Collectors.toMap(InstanceRef::sopInstanceUid, Function.identity()));
            }
            return Optional.ofNullable(instances.get(open.sopUid()));
        }
    }
}
