package ua.vuzol.worklist;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;

/**
 * What services are done with, where the order does not say it: {@code mappings/hl7/services.yaml}.
 *
 * @param services by code
 * @param modalities by DICOM's name and by what else messages call them, in capitals
 */
record ServiceTable(Map<String, Service> services, Map<String, Service> modalities) {

    /** With what and where something is done. */
    record Service(String modality, List<String> stations, Optional<String> room, Optional<Code> procedure) {}

    /** A procedure code (PS3.3 8.8). */
    record Code(String value, String scheme, String meaning) {}

    static HotMapping<ServiceTable> load(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("services.yaml"), folder.resolve("services.schema.json"), ServiceTable::read);
    }

    Optional<Service> service(String code) {
        return Optional.ofNullable(services.get(code));
    }

    Optional<Service> modality(String name) {
        return Optional.ofNullable(modalities.get(name.toUpperCase(Locale.ROOT)));
    }

    private static ServiceTable read(MappingFile.Entry root) {
        Map<String, Service> modalities = new HashMap<>();
        root.get("modalities").members().forEach((name, entry) -> {
            Service service = service(name, entry);
            modalities.put(name, service);
            for (MappingFile.Entry alias : entry.get("called").elements()) {
                String called = alias.text().orElse("").toUpperCase(Locale.ROOT);
                if (modalities.put(called, service) != null) {
                    throw alias.error("two modalities are called so");
                }
            }
        });
        Map<String, Service> services = new HashMap<>();
        root.get("services").members().forEach((code, entry) -> {
            String modality = entry.get("modality").text().orElse("");
            if (!modalities.containsKey(modality)) {
                throw entry.get("modality").error("is none of the modalities of this file");
            }
            services.put(code, service(modality, entry));
        });
        return new ServiceTable(Map.copyOf(services), Map.copyOf(modalities));
    }

    private static Service service(String modality, MappingFile.Entry entry) {
        MappingFile.Entry procedure = entry.get("procedure");
        return new Service(
                modality,
                entry.get("stations").elements().stream()
                        .flatMap(each -> each.text().stream())
                        .toList(),
                entry.get("room").text(),
                procedure.present()
                        ? Optional.of(new Code(
                                procedure.get("code").text().orElse(""),
                                procedure.get("scheme").text().orElse(""),
                                procedure.get("meaning").text().orElse("")))
                        : Optional.empty());
    }
}
