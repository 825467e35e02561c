package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.JsonItems;
import ua.vuzol.text.RecentForms;

/** The forms under which the text of a step is found, by tag. */
final class StepForms {
    private static final Set<VR> SEARCHED = Set.of(VR.PN, VR.LO, VR.ST, VR.LT, VR.UT);
    private static final String STEP = JsonItems.key(Tag.ScheduledProcedureStepSequence);

    private final RecentForms search;

    StepForms(RecentForms search) {
        this.search = search;
    }

    ObjectNode of(ObjectNode attributes) {
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        add(found, attributes);
        add(found, attributes.path(STEP).path(0));
        return found;
    }

    private void add(ObjectNode found, JsonNode item) {
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

    private Set<String> forms(VR vr, String text) {
        return vr == VR.PN ? search.ofName(text) : search.of(text);
    }
}
