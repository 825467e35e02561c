package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;
import ua.vuzol.peers.Peers;
import ua.vuzol.peers.Right;

/** What modalities report on their steps, and what that makes of the scheduled ones. Methods run in the caller's transaction. */
@Component
class PerformedSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PerformedSteps.class);
    /** Incorrect worklist entry selected, of CID 9300 (PS3.16). */
    private static final String WRONG_ENTRY = "110514";

    private final Peers peers;
    private final StepTable table;
    private final Progress progress;
    private final Journey journey;
    private final ApplicationEventPublisher events;

    PerformedSteps(Peers peers, StepTable table, Progress progress, Journey journey, ApplicationEventPublisher events) {
        this.peers = peers;
        this.table = table;
        this.progress = progress;
        this.journey = journey;
        this.events = events;
    }

    void create(String uid, DataSet attributes, String callingAe) {
        requireRight(callingAe);
        if (!Uid.isValid(uid)) {
            throw new DimseException(Status.INVALID_SOP_INSTANCE);
        }
        StepRules.begin(attributes);
        String station = attributes.string(Tag.PerformedStationAETitle).orElse("");
        if (!table.create(uid, StepRules.IN_PROGRESS, station, callingAe, attributes)) {
            throw new DimseException(Status.DUPLICATE_SOP_INSTANCE);
        }
        Set<Long> items = new LinkedHashSet<>();
        for (DataSet scheduled : attributes.items(Tag.ScheduledStepAttributesSequence)) {
            items.addAll(table.scheduled(
                    scheduled.string(Tag.StudyInstanceUID).orElse(""),
                    scheduled.string(Tag.ScheduledProcedureStepID).orElse("")));
        }
        if (items.isEmpty()) {
            // done without an order, or under one that the hub does not know: kept, and told where its images will be
            tell(attributes, callingAe, "A step that the worklist does not have was begun at " + station + ".");
        } else {
            table.link(uid, items);
            progress.change(
                    List.copyOf(items), StepStatus.STARTED, callingAe, "The step was begun at " + station + ".");
        }
    }

    void set(String uid, DataSet changes, String callingAe) {
        requireRight(callingAe);
        StepTable.Kept kept = table.lock(uid).orElseThrow(() -> new DimseException(Status.NO_SUCH_SOP_INSTANCE));
        StepRules.mayChange(kept.status());
        String status = changes.string(Tag.PerformedProcedureStepStatus)
                .filter(told -> !told.isEmpty())
                .orElse(StepRules.IN_PROGRESS);
        StepRules.state(status);
        DataSet attributes = merged(kept.attributes(), changes);
        if (!status.equals(StepRules.IN_PROGRESS)) {
            StepRules.end(attributes, status);
        }
        table.set(uid, status, attributes);
        if (!status.equals(StepRules.IN_PROGRESS)) {
            end(uid, attributes, status, callingAe);
        }
    }

    /** What belongs to the beginning stays as it was: the patient and the order are not for N-SET (PS3.4 Table F.7.2-1). */
    private static DataSet merged(DataSet kept, DataSet changes) {
        for (Element element : changes) {
            boolean ofTheBeginning = element.tag() == Tag.ScheduledStepAttributesSequence
                    || element.tag() == Tag.SpecificCharacterSet
                    || Tag.group(element.tag()) == 0x0010;
            if (!ofTheBeginning) {
                kept.put(element);
            }
        }
        return kept;
    }

    private void end(String uid, DataSet attributes, String status, String callingAe) {
        boolean completed = status.equals(StepRules.COMPLETED);
        boolean wrongEntry = attributes.items(Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence).stream()
                .anyMatch(reason ->
                        WRONG_ENTRY.equals(reason.string(Tag.CodeValue).orElse("")));
        List<String> objects = objects(attributes);
        String made = objects.isEmpty() ? "" : " It made " + objects.size() + " objects.";
        List<Long> items = table.ended(uid);
        if (completed) {
            progress.change(items, StepStatus.COMPLETED, callingAe, "The step was completed." + made);
        } else if (wrongEntry) {
            progress.change(
                    items,
                    StepStatus.SCHEDULED,
                    callingAe,
                    "The step was begun by mistake (incorrect worklist entry selected) and waits again.");
        } else {
            progress.change(items, StepStatus.DISCONTINUED, callingAe, "The step was discontinued." + made);
        }
        if (items.isEmpty()) {
            tell(attributes, callingAe, "The step was " + (completed ? "completed." : "discontinued.") + made);
        }
        Set<String> studies = studies(attributes);
        // of several studies it is not told which objects are of which
        if (!objects.isEmpty() && studies.size() == 1) {
            events.publishEvent(new StudyPerformed(studies.iterator().next(), uid, objects));
        }
    }

    private static List<String> objects(DataSet attributes) {
        List<String> objects = new ArrayList<>();
        for (DataSet series : attributes.items(Tag.PerformedSeriesSequence)) {
            Stream.of(Tag.ReferencedImageSequence, Tag.ReferencedNonImageCompositeSOPInstanceSequence)
                    .flatMap(tag -> series.items(tag).stream())
                    .flatMap(item -> item.string(Tag.ReferencedSOPInstanceUID).stream())
                    .forEach(objects::add);
        }
        return objects.stream().distinct().toList();
    }

    private static Set<String> studies(DataSet attributes) {
        Set<String> studies = new LinkedHashSet<>();
        attributes.items(Tag.ScheduledStepAttributesSequence).forEach(item -> item.string(Tag.StudyInstanceUID)
                .ifPresent(studies::add));
        return studies;
    }

    private void tell(DataSet attributes, String callingAe, String sentence) {
        studies(attributes).forEach(study -> journey.record(Subject.study(study), Step.PERFORMED, callingAe, sentence));
    }

    private void requireRight(String callingAe) {
        if (!peers.peer(callingAe).may(Right.STORE)) {
            LOG.info("{} may not report on steps: see mappings/dicom/peers.yaml", callingAe);
            throw new DimseException(Status.NOT_AUTHORIZED);
        }
    }
}
