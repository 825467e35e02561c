package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.hl7.Hl7Segment;

/** Fields of an order as they came, encoded anew with HL7's usual delimiters, for messages about the order. */
final class ToldFields {
    private static final Map<String, List<Integer>> KEPT = Map.of(
            "ORC", List.of(2, 3, 4, 12), "OBR", List.of(2, 3, 4, 16, 18, 19, 20, 24), "IPC", List.of(1, 2, 3, 4, 5, 6));
    private static final int COMPONENTS = 14;

    private ToldFields() {}

    static ObjectNode of(StepSegments step) {
        ObjectNode told = JsonNodeFactory.instance.objectNode();
        told.put("type", step.message().type());
        KEPT.forEach((name, fields) -> step.all(name)
                .findFirst()
                .ifPresent(segment -> fields.forEach(field -> put(told, name + '-' + field, field(segment, field)))));
        return told;
    }

    private static void put(ObjectNode told, String name, String value) {
        if (!value.isEmpty()) {
            told.put(name, value);
        }
    }

    private static String field(Hl7Segment segment, int field) {
        if (segment.repetitions(field) == 0) {
            return "";
        }
        List<String> components = new ArrayList<>();
        int last = 0;
        for (int i = 1; i <= COMPONENTS; i++) {
            Optional<String> text = segment.text(field, i);
            components.add(text.map(Escaped::text).orElse(""));
            last = text.isPresent() ? i : last;
        }
        return String.join("^", components.subList(0, last));
    }
}
