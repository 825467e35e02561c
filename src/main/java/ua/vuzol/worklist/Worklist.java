package ua.vuzol.worklist;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.mapping.MappingProblem;

/** The scheduled procedure steps: what modalities ask for and report on, and what other rooms match images with. */
@Service
public class Worklist {
    private final Items items;
    private final InferredSteps inferred;
    private final WorklistQueries queries;
    private final PerformedSteps performedSteps;
    private final MisReports reports;

    Worklist(
            Items items,
            InferredSteps inferred,
            WorklistQueries queries,
            PerformedSteps performedSteps,
            MisReports reports) {
        this.items = items;
        this.inferred = inferred;
        this.queries = queries;
        this.performedSteps = performedSteps;
        this.reports = reports;
    }

    /** What is wrong with the tables in {@code mappings/hl7} that the worklist needs; empty when they can be used. */
    public static List<MappingProblem> check(Path mappings) {
        List<Consumer<Path>> tables =
                List.of(OrderMapping::load, ServiceTable::load, OrderControl::load, MisMessages::load);
        return tables.stream()
                .flatMap(table -> MappingProblem.in(() -> table.accept(mappings)).stream())
                .toList();
    }

    /**
     * Answers a C-FIND of the modality worklist (PS3.4 K.6) with the steps that wait to be done, in the character set and script
     * of who asks.
     *
     * @return the matches, read as they are taken; to be closed
     * @throws ua.vuzol.dicom.net.DimseException if the caller may not ask, or a key cannot be understood
     */
    public Matches find(@Body DataSet identifier, @Header("CamelDicomCallingAeTitle") String callingAeTitle) {
        return queries.find(identifier, callingAeTitle);
    }

    /** A SOP Instance UID for a step whose modality leaves its choice to the hub (PS3.7 10.1.5.1.3). */
    public String newStepUid() {
        return Uid.random();
    }

    /**
     * Keeps a performed procedure step that a modality has begun (N-CREATE, PS3.4 F.7.2.1).
     *
     * @throws ua.vuzol.dicom.net.DimseException with the status of the standard if it cannot be
     */
    @Transactional
    public void create(String sopInstanceUid, DataSet attributes, String callingAeTitle) {
        performedSteps.create(sopInstanceUid, attributes, callingAeTitle);
    }

    /**
     * Changes a performed procedure step, or ends it (N-SET, PS3.4 F.7.2.2).
     *
     * @throws ua.vuzol.dicom.net.DimseException with the status of the standard if it cannot be
     */
    @Transactional
    public void set(String sopInstanceUid, DataSet attributes, String callingAeTitle) {
        performedSteps.set(sopInstanceUid, attributes, callingAeTitle);
    }

    /** The steps that meet all conditions, by their start. */
    public List<WorklistItem> search(WorklistQuery query) {
        return items.search(query);
    }

    /** Whether nothing was ever ordered, as in a hospital without a MIS. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** A step, whatever its status. */
    public Optional<WorklistItem> find(long id) {
        return items.find(id);
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

    /**
     * The images of a study are not of these steps, whether or not {@link #performed} was told of them: one that was begun by nothing
     * else waits again, and what the MIS was told as a result of its order is taken back. It holds until {@link #performed} is told
     * otherwise, or this is called with other steps.
     *
     * @param actor who says so
     */
    @Transactional
    public void notPerformed(Set<Long> itemIds, String studyUid, String actor) {
        inferred.notPerformed(itemIds, studyUid, actor);
        reports.takeBack(studyUid, itemIds);
    }

    /** Ends the steps that were begun by images, none of which came for a while. */
    @Transactional
    public void completeQuiet() {
        inferred.completeQuiet();
    }

    /**
     * All images of a study are there: steps that were begun by images are done, and the MIS is told where the images are, once
     * for a revision.
     */
    @Transactional
    public void studyComplete(String studyUid, long revision) {
        inferred.complete(studyUid);
        reports.complete(studyUid, revision);
    }
}
