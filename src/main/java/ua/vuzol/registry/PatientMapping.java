package ua.vuzol.registry;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ua.vuzol.mapping.HotMapping;
import ua.vuzol.mapping.MappingFile;

/**
 * {@code mappings/hl7/patient.yaml}.
 *
 * @param fields where what is told of a person stands; in the order in which places count
 * @param visitNumber where the number of a visit stands
 * @param sex from PID-8 to Patient's Sex (0010,0040); an empty text is no value
 * @param kinds the numbers of the state
 * @param ownAuthorities whose numbers are the hospital's own
 */
record PatientMapping(
        Map<PatientField, List<Place>> fields,
        List<Place> visitNumber,
        List<Place> visitClass,
        List<Place> visitLocation,
        Map<String, String> sex,
        Map<IdentifierKind, Kind> kinds,
        Set<String> ownAuthorities) {

    /** How a kind of number is told from others. */
    record Kind(Set<String> types, Set<String> authorities, List<Place> places) {}

    static HotMapping<PatientMapping> load(Path mappings) {
        Path folder = mappings.resolve("hl7");
        return new HotMapping<>(
                folder.resolve("patient.yaml"), folder.resolve("patient.schema.json"), PatientMapping::read);
    }

    private static PatientMapping read(MappingFile.Entry root) {
        MappingFile.Entry visit = root.get("visit");
        return new PatientMapping(
                fields(root.get("fields")),
                places(visit.get("number")),
                places(visit.get("class")),
                places(visit.get("location")),
                texts(root.get("sex")),
                kinds(root.get("identifiers")),
                set(root.get("ownAuthorities")));
    }

    private static Map<PatientField, List<Place>> fields(MappingFile.Entry entry) {
        Map<PatientField, List<Place>> fields = new EnumMap<>(PatientField.class);
        entry.members().forEach((key, places) -> fields.put(field(key), places(places)));
        return fields;
    }

    /** {@code mothersName} is {@link PatientField#MOTHERS_NAME}; the schema knows no other keys. */
    private static PatientField field(String key) {
        return PatientField.valueOf(key.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT));
    }

    private static Map<IdentifierKind, Kind> kinds(MappingFile.Entry entry) {
        Map<IdentifierKind, Kind> kinds = new EnumMap<>(IdentifierKind.class);
        entry.members()
                .forEach((name, kind) -> kinds.put(
                        IdentifierKind.valueOf(name),
                        new Kind(set(kind.get("types")), set(kind.get("authorities")), places(kind.get("places")))));
        return kinds;
    }

    private static List<Place> places(MappingFile.Entry entry) {
        return entry.elements().stream()
                .flatMap(each -> each.text().stream())
                .map(Place::of)
                .toList();
    }

    private static Set<String> set(MappingFile.Entry entry) {
        return entry.elements().stream().flatMap(each -> each.text().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, String> texts(MappingFile.Entry entry) {
        return entry.members().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, each -> each.getValue().text().orElse("")));
    }

    List<Place> places(PatientField field) {
        return fields.getOrDefault(field, List.of());
    }

    /** Issuer of Patient ID (0010,0021) for the numbers of an assigning authority. */
    String issuer(String authority) {
        return ownAuthorities.contains(authority) ? "" : authority;
    }

    /** The kind of a number of PID-3 by its type, else by its assigning authority. */
    IdentifierKind kind(Optional<String> type, String authority) {
        return Arrays.stream(IdentifierKind.values())
                .filter(kind -> kinds.containsKey(kind)
                        && (type.filter(kinds.get(kind).types()::contains).isPresent()
                                || kinds.get(kind).authorities().contains(authority)))
                .findFirst()
                .orElse(IdentifierKind.MIS);
    }
}
