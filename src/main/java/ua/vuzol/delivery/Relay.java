package ua.vuzol.delivery;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds the studies whose turn it is. */
@Component
class Relay {
    private final Destinations destinations;
    private final Runs runs;
    private final StudyQueue queue;
    private final Outages outages;
    private final Timeline timeline;

    Relay(Destinations destinations, Runs runs, StudyQueue queue, Outages outages, Timeline timeline) {
        this.destinations = destinations;
        this.runs = runs;
        this.queue = queue;
        this.outages = outages;
        this.timeline = timeline;
    }

    List<Signal> due() {
        List<Signal> signals = new ArrayList<>();
        for (Destination destination : destinations.all()) {
            timeline.untold(destination.name()).forEach(study -> timeline.tell(destination, study));
            if (runs.isOpen(destination) && !outages.holds(destination)) {
                queue.takeDue(destination).forEach(study -> signals.add(new Signal(destination.name(), study)));
            }
        }
        return signals;
    }

    void forget() {
        queue.forgetSignals();
    }
}
