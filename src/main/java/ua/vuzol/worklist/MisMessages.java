package ua.vuzol.worklist;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.registry.Patient;

/** Writes messages about orders, by {@code mappings/hl7/outbound.yaml}. */
@Component
class MisMessages {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ");
    private static final String ORM = "ORM";
    private static final int PARTS_OF_A_NAME = 5;

    private final HotMapping<Templates> templates;
    private final ZoneId zone;
    private final String link;

    MisMessages(
            @Value("${vuzol.mappings}") Path mappings,
            @Value("${vuzol.zone}") ZoneId zone,
            @Value("${vuzol.worklist.study-link}") String link) {
        this.templates = load(mappings);
        this.zone = zone;
        this.link = link;
    }

    static HotMapping<Templates> load(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("outbound.yaml"), folder.resolve("outbound.schema.json"), MisMessages::read);
    }

    /** The texts of the file. */
    record Templates(MessageTemplate orm, MessageTemplate omg, MessageTemplate result) {}

    private static Templates read(MappingFile.Entry root) {
        return new Templates(
                MessageTemplate.of(root.get("status").get(ORM)),
                MessageTemplate.of(root.get("status").get("OMG")),
                MessageTemplate.of(root.get("result")));
    }

    /** @param code of the status, table 0038 */
    String status(OrderRow order, Patient patient, String code) {
        Map<String, String> values = values(order, patient, order.item().studyUid());
        values.put("status", code);
        Templates all = templates.get();
        return (ORM.equals(order.told().get("type")) ? all.orm() : all.omg()).with(values);
    }

    /** @param studyUid that the images have */
    String result(OrderRow order, Patient patient, String studyUid, ResultStatus result) {
        Map<String, String> values = values(order, patient, studyUid);
        values.put("result", result.ofReport());
        values.put("observation", result.ofObservation());
        return templates.get().result().with(values);
    }

    private Map<String, String> values(OrderRow order, Patient patient, String studyUid) {
        Map<String, String> values = new HashMap<>(order.told());
        values.put("patient.id", Escaped.text(patient.pid().value()));
        values.put("patient.issuer", Escaped.text(patient.pid().issuer()));
        values.put("patient.name", name(patient.name()));
        values.put("patient.birthDate", patient.birthDate().map(DATE::format).orElse(""));
        values.put("patient.sex", patient.sex().orElse(""));
        values.put(
                "accession",
                told(order, List.of("OBR-18", "IPC-1"), order.item().accession()));
        values.put(
                "procedure",
                told(order, List.of("OBR-19", "IPC-2"), order.item().requestedProcedureId()));
        values.put("step", told(order, List.of("OBR-20", "IPC-4"), order.item().stepId()));
        values.put("study", studyUid);
        values.put("modality", order.item().modality());
        values.put("station", Escaped.text(order.item().station().orElse("")));
        values.put("start", time(order.item().start()));
        values.put("now", time(Instant.now()));
        values.put("link", Escaped.text(link.replace("{study}", studyUid)));
        values.putIfAbsent("ORC-2", told(order, List.of("OBR-2"), ""));
        values.putIfAbsent("ORC-3", told(order, List.of("OBR-3"), ""));
        return values;
    }

    private static String told(OrderRow order, List<String> fields, String otherwise) {
        return fields.stream()
                .flatMap(
                        field -> java.util.stream.Stream.ofNullable(order.told().get(field)))
                .findFirst()
                .orElse(Escaped.text(otherwise));
    }

    private String time(Instant instant) {
        return TIME.format(instant.atZone(zone));
    }

    /** PN as XPN: there the suffix comes before the prefix; of its groups the first. */
    private static String name(String name) {
        String[] told = name.split("=")[0].split("\\^", -1);
        String[] parts = new String[PARTS_OF_A_NAME];
        for (int i = 0; i < PARTS_OF_A_NAME; i++) {
            parts[i] = i < told.length ? Escaped.text(told[i]) : "";
        }
        return String.join("^", parts[0], parts[1], parts[2], parts[4], parts[3])
                .replaceAll("\\^+$", "");
    }
}
