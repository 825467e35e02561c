package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.query.JsonItems;

/** Makes the row of a step. */
final class OrderRows {
    private static final String STEP = JsonItems.key(Tag.ScheduledProcedureStepSequence);

    private final ZoneId zone;

    OrderRows(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * What was given to a step.
     *
     * @param numbers that stand for what came, or were given where nothing came
     */
    record Given(long patientId, String studyUid, String accession, String procedureId, String stepId) {}

    OrderTable.Row row(OrderedStep step, Optional<Long> key, Given given, StepStatus status) {
        ObjectNode attributes = step.attributes();
        ObjectNode item = (ObjectNode) attributes.path(STEP).path(0);
        AttributeMaker.put(attributes, Tag.StudyInstanceUID, List.of(given.studyUid()));
        AttributeMaker.put(attributes, Tag.RequestedProcedureID, List.of(given.procedureId()));
        AttributeMaker.put(item, Tag.ScheduledProcedureStepID, List.of(given.stepId()));
        if (!given.accession().isEmpty()) {
            AttributeMaker.put(attributes, Tag.AccessionNumber, List.of(given.accession()));
        }
        ZonedDateTime start = step.start().atZone(zone);
        return new OrderTable.Row(
                key,
                step,
                given,
                status,
                start.toLocalDateTime(),
                first(item, Tag.ScheduledProcedureStepDescription)
                        .or(() -> first(attributes, Tag.RequestedProcedureDescription))
                        .orElse(""),
                first(attributes, Tag.ReferringPhysicianName).orElse(""),
                attributes.toString());
    }

    private static Optional<String> first(JsonNode item, int tag) {
        return Optional.of(item.path(JsonItems.key(tag)).path(0).asText()).filter(text -> !text.isEmpty());
    }
}
