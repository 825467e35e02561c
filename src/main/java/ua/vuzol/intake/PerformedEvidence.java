package ua.vuzol.intake;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.Archive;
import ua.vuzol.worklist.StudyPerformed;

/** What a modality says that it made is evidence of what belongs to a study: it is complete when all of that is there. */
@Component
class PerformedEvidence {
    private final Archive archive;

    PerformedEvidence(Archive archive) {
        this.archive = archive;
    }

    @EventListener
    void performed(StudyPerformed event) {
        archive.expect(event.studyUid(), "the performed procedure step " + event.stepUid(), event.sopInstanceUids());
    }
}
