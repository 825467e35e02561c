package ua.vuzol.intake;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.ReadObject.Normal;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** The sentences on received objects in timelines: one for a batch and study and thing that happened, not one an object. */
@Component
class ReceivedHistory {
    private static final String ACTOR = "intake";

    private record Line(String studyUid, Step step, String sentence) {}

    private final Journey journey;

    ReceivedHistory(Journey journey) {
        this.journey = journey;
    }

    /** Objects have come that the hub did not know. */
    void arrived(List<Normal> objects) {
        Map<Line, Integer> counts = new LinkedHashMap<>();
        objects.forEach(object ->
                count(counts, object, Step.LANDED, "of " + object.row().sender() + " arrived."));
        record(counts);
    }

    /** Objects went into the archive. */
    void stored(List<Normal> objects) {
        Map<Line, Integer> counts = new LinkedHashMap<>();
        for (Normal object : objects) {
            String sender = object.row().sender();
            object.outgoing()
                    .changes()
                    .forEach(change ->
                            count(counts, object, Step.CORRECTED, "of " + sender + " mended: " + change + "."));
            if (object.unclear()) {
                count(
                        counts,
                        object,
                        Step.REMARKED,
                        "of " + sender + " with text in an encoding that could not be told, left as it came. Name it"
                                + " in the profile of the source.");
            }
        }
        record(counts);
    }

    /** Objects came that are there already. */
    void same(List<Normal> objects) {
        Map<Line, Integer> counts = new LinkedHashMap<>();
        objects.forEach(object -> count(
                counts, object, Step.SEEN_AGAIN, "of " + object.row().sender() + " came again, not taken twice."));
        record(counts);
    }

    private static void count(Map<Line, Integer> counts, Normal object, Step step, String sentence) {
        counts.merge(new Line(object.studyUid(), step, sentence), 1, Integer::sum);
    }

    private void record(Map<Line, Integer> counts) {
        counts.forEach((line, count) -> journey.record(
                Subject.study(line.studyUid()),
                line.step(),
                ACTOR,
                (count == 1 ? "1 object " : count + " objects ") + line.sentence()));
    }

    /** @param studies whose timelines tell of it */
    void quarantined(long receivedId, String reason, List<String> studies) {
        Subject subject = Subject.received(receivedId);
        journey.record(subject, Step.QUARANTINED, ACTOR, reason);
        new LinkedHashSet<>(studies).forEach(study -> journey.link(subject, study));
    }

    void replayed(long receivedId) {
        journey.record(
                Subject.received(receivedId),
                Step.REPLAYED,
                ACTOR,
                "A received object was taken out of quarantine to be tried again.");
    }

    void accepted(Normal object, String who) {
        Subject subject = Subject.received(object.row().id());
        journey.link(subject, object.studyUid());
        journey.record(
                subject,
                Step.CORRECTED,
                who,
                who + " accepted object " + object.objectUid() + " of "
                        + object.row().sender() + " as a correction of the one that was there.");
    }
}
