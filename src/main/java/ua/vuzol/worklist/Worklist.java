package ua.vuzol.worklist;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The scheduled procedure steps: what modalities ask for and report on, and what other rooms match images with. */
@Service
public class Worklist {
    private final Items items;
    private final InferredSteps inferred;

    Worklist(Items items, InferredSteps inferred) {
        this.items = items;
        this.inferred = inferred;
    }

    /** A step, whatever its status. */
    public Optional<WorklistItem> find(long id) {
        return items.byIds(List.of(id)).stream().findFirst();
    }

    /** The steps of a study, whatever their status, by their start. */
    public List<WorklistItem> byStudy(String studyUid) {
        return items.byStudy(studyUid);
    }

    /**
     * The steps with an accession number, whatever their status, by their start.
     *
     * @param accession as objects have it, or as the MIS gave it, where that is longer than DICOM has room for; an empty one is
     *     nobody's
     */
    public List<WorklistItem> byAccession(String accession) {
        return items.byAccession(accession);
    }

    /**
     * The steps of a person that an image can be of: at that station, or at none in particular, of that modality, and not called
     * off; those whose start is nearest come first.
     *
     * @param patientId the registry's key
     * @param at when the image was made
     * @param window how far the start may be from that, before and after
     */
    public List<WorklistItem> byStationAndPatient(
            String stationAe, String modality, long patientId, Instant at, Duration window) {
        return items.byStationAndPatient(stationAe, modality, patientId, at, window);
    }

    /**
     * An image of a step came. Where the modality has not reported on the step, it counts as begun with the first image, and as
     * done when none has come for {@code vuzol.study-quiet}; to be called for every image, or batch of them.
     *
     * @param firstImage when the image was made
     */
    @Transactional
    public void performed(long itemId, String studyUid, Instant firstImage) {
        inferred.performed(itemId, studyUid, firstImage);
    }

    /** Ends the steps that were begun by images, none of which came for a while. */
    @Transactional
    public void completeQuiet() {
        inferred.completeQuiet();
    }
}
