package ua.vuzol.web;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import ua.vuzol.intake.Quarantine;
import ua.vuzol.intake.QuarantineEntry;
import ua.vuzol.intake.ReplayOutcome;

/** The quarantine as JSON, for the command line and scripts. */
@RestController
@RequestMapping("/api/quarantine")
class QuarantineApi {
    private static final int LONGEST_NAME = 64;

    private final Quarantine quarantine;

    QuarantineApi(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** What a replay, or the acceptance of an object, came to. */
    enum Outcome {
        SUCCEEDED,
        FAILED
    }

    record Replay(Outcome outcome, String detail) {}

    @GetMapping
    List<QuarantineEntry> open() {
        return quarantine.open();
    }

    @GetMapping("/{id}")
    QuarantineEntry entry(@PathVariable long id) {
        return known(id);
    }

    @PostMapping("/{id}/replay")
    Replay replay(@PathVariable long id) {
        known(id);
        return replay(quarantine.replay(id));
    }

    /**
     * Takes an object that contradicts one in the archive as a correction of it.
     *
     * @param by who decides so
     */
    @PostMapping("/{id}/accept")
    Replay accept(@PathVariable long id, @RequestParam String by) {
        known(id);
        if (by.isBlank() || by.length() > LONGEST_NAME) {
            throw ApiProblems.badRequest(
                    "The parameter by names who accepts, in at most " + LONGEST_NAME + " characters.");
        }
        return replay(quarantine.accept(id, by.strip()));
    }

    private static Replay replay(ReplayOutcome outcome) {
        return new Replay(outcome.succeeded() ? Outcome.SUCCEEDED : Outcome.FAILED, outcome.detail());
    }

    private QuarantineEntry known(long id) {
        return quarantine
                .find(id)
                .orElseThrow(() -> ApiProblems.notFound(
                        "The quarantine has no entry " + id + ". GET /api/quarantine lists what it has."));
    }
}
