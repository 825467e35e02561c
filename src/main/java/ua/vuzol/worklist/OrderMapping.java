package ua.vuzol.worklist;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;

/**
 * Which field of an order becomes which attribute: {@code mappings/hl7/orders.yaml}.
 *
 * @param procedure attributes of the requested procedure, the visit and the patient
 * @param step attributes in the item of Scheduled Procedure Step Sequence (0040,0100)
 * @param requisition numbers that go without dashes
 */
record OrderMapping(
        List<AttributeRule> procedure,
        List<AttributeRule> step,
        List<FieldPlace> studyUid,
        List<FieldPlace> start,
        List<FieldPlace> service,
        List<FieldPlace> stations,
        List<FieldPlace> modality,
        Pattern requisition) {

    static HotMapping<OrderMapping> load(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("orders.yaml"), folder.resolve("orders.schema.json"), OrderMapping::read);
    }

    private static OrderMapping read(MappingFile.Entry root) {
        return new OrderMapping(
                rules(root.get("procedure")),
                rules(root.get("step")),
                FieldPlace.all(root.get("studyUid")),
                FieldPlace.all(root.get("start")),
                FieldPlace.all(root.get("service")),
                FieldPlace.all(root.get("stations")),
                FieldPlace.all(root.get("modality")),
                Pattern.compile(root.get("requisition").text().orElse("(?!)")));
    }

    private static List<AttributeRule> rules(MappingFile.Entry entry) {
        return entry.members().entrySet().stream()
                .map(rule -> AttributeRule.of(rule.getKey(), rule.getValue()))
                .toList();
    }
}
