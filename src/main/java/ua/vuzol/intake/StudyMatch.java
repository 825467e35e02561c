package ua.vuzol.intake;

import java.time.Instant;
import java.util.Optional;

/**
 * Which scheduled step the images of a study are of, and who says so.
 *
 * @param itemId the worklist's key of the step; empty where the study belongs to none, or nobody has decided
 * @param reason a sentence without values of patients
 * @param actor the hub's intake, or a person
 */
public record StudyMatch(
        String studyUid, State state, Optional<Long> itemId, String reason, String actor, Instant decidedAt) {

    /** How it stands with a study. */
    public enum State {
        /** The hub has found the step. */
        MATCHED,
        /** A person has named the step. */
        LINKED,
        /** The hub could not tell: a person decides. */
        HELD,
        /** A person has said that the study belongs to no step. */
        UNLINKED
    }
}
