package ua.vuzol.delivery;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the studies whose turn it is. */
@Component
class Relay {
    private final Destinations destinations;
    private final Standing standing;
    private final StudyQueue queue;
    private final Timeline timeline;
    private final Meters meters;

    Relay(Destinations destinations, Standing standing, StudyQueue queue, Timeline timeline, Meters meters) {
        this.destinations = destinations;
        this.standing = standing;
        this.queue = queue;
        this.timeline = timeline;
        this.meters = meters;
    }

    List<Signal> due() {
        List<Signal> signals = new ArrayList<>();
        for (Destination destination : destinations.all()) {
            timeline.untold(destination.name()).forEach(study -> timeline.tell(destination, study));
            if (standing.mayTry(destination)) {
                queue.takeDue(destination).forEach(study -> signals.add(new Signal(destination.name(), study)));
            }
        }
        meters.refresh();
        return signals;
    }

    void forget() {
        queue.forgetSignals();
    }
}
