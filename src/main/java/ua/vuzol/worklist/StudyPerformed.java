package ua.vuzol.worklist;

import java.util.List;

/**
 * A modality has said which objects it made of a study, with the end of a performed procedure step. Published in the
 * transaction that keeps the step.
 *
 * @param studyUid Study Instance UID (0020,000D)
 * @param stepUid SOP Instance UID of the performed procedure step
 * @param sopInstanceUids of all objects of its series
 */
public record StudyPerformed(String studyUid, String stepUid, List<String> sopInstanceUids) {
    public StudyPerformed {
        sopInstanceUids = List.copyOf(sopInstanceUids);
    }
}
