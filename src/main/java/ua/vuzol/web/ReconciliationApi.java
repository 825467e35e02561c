package ua.vuzol.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.intake.Reconciliation;
import ua.vuzol.intake.StudyMatch;
import ua.vuzol.worklist.WorklistItem;

/** Which orders studies belong to, as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/reconciliation")
class ReconciliationApi {
    private static final int LONGEST_NAME = 64;

    private final Reconciliation reconciliation;

    ReconciliationApi(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** A study and the steps that a person may link it to. */
    record Match(
            String study,
            StudyMatch.State state,
            Optional<Long> step,
            String reason,
            String by,
            Instant at,
            List<Candidate> candidates) {}

    /** A scheduled step. */
    record Candidate(
            long step, String accession, String stepId, String modality, Optional<String> station, Instant start) {
        static Candidate of(WorklistItem item) {
            return new Candidate(
                    item.id(), item.accession(), item.stepId(), item.modality(), item.station(), item.start());
        }
    }

    /** @param all also those about which nobody has to decide */
    @GetMapping
    List<Match> list(@RequestParam(defaultValue = "false") boolean all) {
        return (all ? reconciliation.all() : reconciliation.held())
                .stream().map(this::match).toList();
    }

    private Match match(StudyMatch match) {
        return new Match(
                match.studyUid(),
                match.state(),
                match.itemId(),
                match.reason(),
                match.actor(),
                match.decidedAt(),
                match.state() == StudyMatch.State.HELD
                        ? reconciliation.candidates(match.studyUid()).stream()
                                .map(Candidate::of)
                                .toList()
                        : List.of());
    }

    /**
     * Says that a study is of a step.
     *
     * @param step the key that the list shows
     * @param by who decides so
     */
    @PostMapping("/{study}/link")
    Match link(@PathVariable String study, @RequestParam long step, @RequestParam String by) {
        String who = person(by);
        return decided(study, () -> reconciliation.link(study, step, who));
    }

    /** Says that a study belongs to no step. */
    @PostMapping("/{study}/unlink")
    Match unlink(@PathVariable String study, @RequestParam String by) {
        String who = person(by);
        return decided(study, () -> reconciliation.unlink(study, who));
    }

    private Match decided(String study, Runnable decision) {
        try {
            decision.run();
        } catch (IllegalArgumentException e) {
            throw ApiProblems.notFound(e.getMessage());
        }
        return match(reconciliation.find(study).orElseThrow());
    }

    /** What an undoing came to. */
    record Undone(String study, Optional<StudyMatch.State> state) {}

    /** Takes the last decision of a person back. */
    @PostMapping("/{study}/undo")
    Undone undo(@PathVariable String study, @RequestParam String by) {
        if (!reconciliation.undo(study, person(by))) {
            throw ApiProblems.notFound("Nobody has decided about the order of study " + study + ".");
        }
        return new Undone(study, reconciliation.find(study).map(StudyMatch::state));
    }

    private static String person(String by) {
        if (by.isBlank() || by.length() > LONGEST_NAME) {
            throw ApiProblems.badRequest(
                    "The parameter by names who decides, in at most " + LONGEST_NAME + " characters.");
        }
        return by.strip();
    }
}
