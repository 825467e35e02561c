package ua.vuzol.intake;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.ConflictException;
import ua.vuzol.intake.StudyMatch.State;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.registry.PatientConflictException;
import ua.vuzol.worklist.Worklist;
import ua.vuzol.worklist.WorklistItem;

/**
 * Which orders studies belong to: what the hub found out, and what persons decide. A decision holds at once for objects that come;
 * those that are there are made anew from what came, by a route, and the older versions stay retrievable.
 */
@Service
public class Reconciliation {
    private final StudyMatches matches;
    private final Worklist worklist;
    private final ReceivedObjects objects;
    private final Normalisation normalisation;
    private final Examinations examinations;
    private final Conversion conversion;
    private final Archive archive;
    private final Journey journey;
    private final TransactionTemplate transaction;

    Reconciliation(
            StudyMatches matches,
            Worklist worklist,
            ReceivedObjects objects,
            Normalisation normalisation,
            Examinations examinations,
            Conversion conversion,
            Archive archive,
            Journey journey,
            TransactionTemplate transaction) {
        this.matches = matches;
        this.worklist = worklist;
        this.objects = objects;
        this.normalisation = normalisation;
        this.examinations = examinations;
        this.conversion = conversion;
        this.archive = archive;
        this.journey = journey;
        this.transaction = transaction;
    }

    /** Studies about which a person is to decide, newest first. */
    public List<StudyMatch> held() {
        return matches.list(EnumSet.of(State.HELD));
    }

    /** All studies that were matched, held or decided about, newest first. */
    public List<StudyMatch> all() {
        return matches.list(EnumSet.allOf(State.class));
    }

    public Optional<StudyMatch> find(String studyUid) {
        return Optional.ofNullable(matches.of(Set.of(studyUid)).get(studyUid));
    }

    /** The steps that a person may mean: those that the study or the accession number of its images names. */
    public List<WorklistItem> candidates(String studyUid) {
        return objects.storedOf(studyUid, 1).stream()
                .findFirst()
                .map(row -> normalisation.candidates(row))
                .orElseGet(() -> conversion.candidates(studyUid));
    }

    /**
     * Says that a study is of a scheduled step.
     *
     * @param itemId the worklist's key of the step
     * @param who decides so
     * @throws IllegalArgumentException if there is no such step or study
     */
    @Transactional
    public void link(String studyUid, long itemId, String who) {
        requireStudy(studyUid);
        if (worklist.find(itemId).isEmpty()) {
            throw new IllegalArgumentException("The worklist has no step " + itemId + ".");
        }
        decide(studyUid, State.LINKED, Optional.of(itemId), "says that it is of step " + itemId, who);
    }

    /**
     * Says that a study belongs to no scheduled step.
     *
     * @throws IllegalArgumentException if there is no such study
     */
    @Transactional
    public void unlink(String studyUid, String who) {
        requireStudy(studyUid);
        decide(studyUid, State.UNLINKED, Optional.empty(), "says that it belongs to no order", who);
    }

    private void requireStudy(String studyUid) {
        if (archive.study(studyUid).isEmpty()) {
            throw new IllegalArgumentException("The archive has no study " + studyUid + ".");
        }
    }

    private void decide(String studyUid, State state, Optional<Long> itemId, String sentence, String who) {
        Optional<Long> before = step(studyUid);
        matches.decide(studyUid, state, itemId, "A person " + sentence + ".", who);
        leave(before, studyUid, who);
        journey.record(Subject.study(studyUid), Step.MATCHED, who, who + " " + sentence + ".");
    }

    private Optional<Long> step(String studyUid) {
        return find(studyUid).flatMap(StudyMatch::itemId);
    }

    /** Steps whose images those were, or of which their Study Instance UID says so, are not done by them. */
    private void leave(Optional<Long> before, String studyUid, String who) {
        Optional<StudyMatch> now = find(studyUid);
        Optional<Long> step = now.flatMap(StudyMatch::itemId);
        boolean byPerson = now.map(StudyMatch::state)
                .filter(EnumSet.of(State.LINKED, State.UNLINKED)::contains)
                .isPresent();
        Set<Long> ordered =
                worklist.byStudy(studyUid).stream().map(WorklistItem::id).collect(Collectors.toSet());
        Set<Long> left = new TreeSet<>();
        before.ifPresent(left::add);
        if (byPerson && step.filter(ordered::contains).isEmpty()) {
            left.addAll(ordered);
        }
        step.ifPresent(left::remove);
        worklist.notPerformed(left, studyUid, who);
    }

    /**
     * Takes the last decision of a person about a study back.
     *
     * @return false if there is none
     */
    @Transactional
    public boolean undo(String studyUid, String who) {
        Optional<Long> before = step(studyUid);
        boolean undone = matches.undo(studyUid, who);
        if (undone) {
            leave(before, studyUid, who);
            journey.record(
                    Subject.study(studyUid), Step.MATCHED, who, who + " took the last decision about its order back.");
        }
        return undone;
    }

    /** Decisions that are to be applied to objects that are there; {@link #apply} takes each. */
    public List<Long> unapplied() {
        return matches.takeUnapplied();
    }

    /**
     * Makes the objects of a study what they should be by what was decided about it. Each has a transaction of its own; what was
     * done before is not done again.
     *
     * @param decision its number, as {@link #unapplied} gives it
     */
    public void apply(long decision) {
        matches.unapplied(decision).ifPresent(open -> {
            String study = open.studyUid();
            objects.storedOf(study, Integer.MAX_VALUE)
                    .forEach(row -> remake(study, "Received object " + row.id(), () -> normalisation.remake(row)));
            examinations
                    .ofStudy(study)
                    .forEach(id -> remake(study, "Examination " + id, () -> examinations
                            .lock(id)
                            .ifPresent(conversion::remake)));
            matches.applied(decision);
        });
    }

    private void remake(String study, String what, Runnable making) {
        try {
            transaction.executeWithoutResult(status -> making.run());
        } catch (UnreadableInputException | ConflictException | PatientConflictException e) {
            journey.record(Subject.study(study), Step.REMARKED, "intake", what + " stays as it is: " + e.getMessage());
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        matches.forgetSignals();
    }
}
