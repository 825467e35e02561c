package ua.vuzol.worklist;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;

/** What order control (ORC-1) and order status (ORC-5) make of a step: {@code mappings/hl7/order-control.yaml}. */
record OrderControl(Map<String, Effect> effects) {

    /**
     * What becomes of a step.
     *
     * @param creates whether the order may be a new one
     */
    record Effect(StepStatus makes, boolean creates) {}

    static HotMapping<OrderControl> load(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("order-control.yaml"), folder.resolve("order-control.schema.json"), OrderControl::read);
    }

    /** Empty for what the hub does not do. */
    Optional<Effect> effect(String control, String status) {
        return Optional.ofNullable(effects.get(key(control, status)));
    }

    private static OrderControl read(MappingFile.Entry root) {
        Map<String, Effect> effects = new HashMap<>();
        for (MappingFile.Entry rule : root.get("rules").elements()) {
            Effect effect = new Effect(
                    StepStatus.valueOf(rule.get("makes").text().orElse("")),
                    rule.get("creates").node().asBoolean());
            for (MappingFile.Entry status : rule.get("status").elements()) {
                String key =
                        key(rule.get("control").text().orElse(""), status.text().orElse(""));
                if (effects.put(key, effect) != null) {
                    throw status.error("another rule has this control and status");
                }
            }
        }
        return new OrderControl(Map.copyOf(effects));
    }

    private static String key(String control, String status) {
        return control + ' ' + status;
    }
}
