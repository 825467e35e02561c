package ua.vuzol.delivery;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.archive.Archive;

/** Enters the objects of a study for a destination. */
@Component
class Forwarding {
    private final Archive archive;
    private final ShipmentTable shipments;
    private final StudyQueue queue;
    private final Standing standing;
    private final Timeline timeline;

    Forwarding(Archive archive, ShipmentTable shipments, StudyQueue queue, Standing standing, Timeline timeline) {
        this.archive = archive;
        this.shipments = shipments;
        this.queue = queue;
        this.standing = standing;
        this.timeline = timeline;
    }

    @Transactional
    public void forward(String studyUid, String destination) {
        int entered = shipments.enter(destination, studyUid, archive.instances(studyUid));
        if (entered > 0 && queue.open(destination, studyUid)) {
            Optional<String> obstacle = standing.obstacle(destination);
            obstacle.ifPresent(problem -> timeline.waits(standing.title(destination), studyUid, problem));
        }
    }
}
