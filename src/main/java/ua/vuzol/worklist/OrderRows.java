package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.JsonItems;
import ua.vuzol.text.SearchForms;

/** Makes the row of a step. */
final class OrderRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<VR> SEARCHED = Set.of(VR.PN, VR.LO, VR.ST, VR.LT, VR.UT);
    private static final int MOST_MADE = 5000;
    private static final String STEP = JsonItems.key(Tag.ScheduledProcedureStepSequence);

    private final SearchForms search;
    private final ZoneId zone;
    private final Map<String, Set<String>> made = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<String>> eldest) {
            return size() > MOST_MADE;
        }
    };

    OrderRows(SearchForms search, ZoneId zone) {
        this.search = search;
        this.zone = zone;
    }

    /**
     * What was given to a step.
     *
     * @param numbers that stand for what came, or were given where nothing came
     */
    record Given(long patientId, String studyUid, String accession, String procedureId, String stepId) {}

    /** Makes the forms of the step's text, which are then known. */
    void prepare(OrderedStep step) {
        ObjectNode found = JSON.objectNode();
        addForms(found, step.attributes());
        addForms(found, step.attributes().path(STEP).path(0));
    }

    ObjectNode row(OrderedStep step, Given given, StepStatus status) {
        ObjectNode attributes = step.attributes();
        ObjectNode item = (ObjectNode) attributes.path(STEP).path(0);
        AttributeMaker.put(attributes, Tag.StudyInstanceUID, List.of(given.studyUid()));
        AttributeMaker.put(attributes, Tag.RequestedProcedureID, List.of(given.procedureId()));
        AttributeMaker.put(item, Tag.ScheduledProcedureStepID, List.of(given.stepId()));
        if (!given.accession().isEmpty()) {
            AttributeMaker.put(attributes, Tag.AccessionNumber, List.of(given.accession()));
        }
        ZonedDateTime start = step.start().atZone(zone);
        ObjectNode row = JSON.objectNode()
                .put("patient_id", given.patientId())
                .put("order_issuer", step.number().issuer())
                .put("order_number", step.number().value())
                .put("filler_number", step.filler())
                .put("step_key", step.stepKey())
                .put("study_uid", given.studyUid())
                .put("accession", given.accession())
                .put("procedure_id", given.procedureId())
                .put("step_id", given.stepId())
                .put("modality", step.modality())
                .put("station", step.stations().stream().findFirst().orElse(""))
                .put("start_at", step.start().toString())
                .put("start_date", start.toLocalDate().toString())
                .put("start_time", start.toLocalTime().toString())
                .put(
                        "description",
                        first(item, Tag.ScheduledProcedureStepDescription)
                                .or(() -> first(attributes, Tag.RequestedProcedureDescription))
                                .orElse(""))
                .put(
                        "referring_name",
                        first(attributes, Tag.ReferringPhysicianName).orElse(""))
                .put("status", status.name())
                .put("partner", step.message().partner())
                .put("message_id", step.message().id())
                .put("told_at", step.at().toString());
        ArrayNode stations = row.putArray("stations");
        step.stations().forEach(stations::add);
        row.set("attributes", attributes);
        ObjectNode found = row.putObject("forms");
        addForms(found, attributes);
        addForms(found, item);
        ObjectNode told = row.putObject("told");
        step.told().forEach(told::put);
        return row;
    }

    private static Optional<String> first(JsonNode item, int tag) {
        return Optional.of(item.path(JsonItems.key(tag)).path(0).asText()).filter(text -> !text.isEmpty());
    }

    private void addForms(ObjectNode found, JsonNode item) {
        item.properties().forEach(field -> {
            VR vr = Dictionary.standard()
                    .lookup(Integer.parseUnsignedInt(field.getKey(), 16))
                    .map(entry -> entry.vrs().get(0))
                    .orElse(VR.UN);
            if (SEARCHED.contains(vr)) {
                ArrayNode all = found.putArray(field.getKey());
                field.getValue().forEach(value -> forms(vr, value.asText()).forEach(all::add));
            }
        });
    }

    /** The same physicians and services come again and again, and their forms take time to make. */
    private Set<String> forms(VR vr, String text) {
        String key = vr + text;
        synchronized (made) {
            Set<String> known = made.get(key);
            if (known != null) {
                return known;
            }
        }
        Set<String> forms = vr == VR.PN ? search.ofName(text) : search.of(text);
        synchronized (made) {
            made.put(key, forms);
        }
        return forms;
    }
}
