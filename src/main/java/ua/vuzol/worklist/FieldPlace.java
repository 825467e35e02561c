package ua.vuzol.worklist;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.mapping.MappingFile;

/**
 * A place in an HL7 message: {@code OBR-18}, {@code ORC-7.4}, or {@code OBX[Body Weight]-5} for the segment whose third field
 * has that code or text.
 *
 * @param observations what OBX-3 may say; empty for any segment
 */
record FieldPlace(String segment, Set<String> observations, int field, int component) {
    private static final Pattern NOTATION = Pattern.compile("([A-Z][A-Z0-9]{2})(?:\\[(.+)])?-(\\d+)(?:\\.(\\d+))?");
    private static final int OBSERVATION = 3;

    static FieldPlace of(MappingFile.Entry entry) {
        Matcher parts = NOTATION.matcher(entry.text().orElse(""));
        if (!parts.matches()) {
            throw entry.error("is no place in a message such as OBR-18 or ORC-7.4");
        }
        Set<String> observations =
                parts.group(2) == null ? Set.of() : Set.of(parts.group(2).split("\\|"));
        int component = parts.group(4) == null ? 1 : Integer.parseInt(parts.group(4));
        return new FieldPlace(parts.group(1), observations, Integer.parseInt(parts.group(3)), component);
    }

    static List<FieldPlace> all(MappingFile.Entry entry) {
        return entry.elements().stream().map(FieldPlace::of).toList();
    }

    /** The segments of a step that are meant and have the field. */
    Stream<Hl7Segment> in(StepSegments step) {
        return step.all(segment)
                .filter(each -> observations.isEmpty()
                        || IntStream.of(1, 2).anyMatch(part -> each.text(OBSERVATION, part)
                                .filter(observations::contains)
                                .isPresent()))
                .filter(each -> each.repetitions(field) > 0);
    }

    /** The first that says something. */
    Optional<String> text(StepSegments step) {
        return in(step).flatMap(each -> each.text(field, component).stream()).findFirst();
    }

    /** All repetitions, in all segments. */
    Stream<String> texts(StepSegments step) {
        return in(step).flatMap(each -> IntStream.range(0, each.repetitions(field))
                .mapToObj(repetition -> each.text(field, repetition, component))
                .flatMap(Optional::stream));
    }

    static Optional<String> first(List<FieldPlace> places, StepSegments step) {
        return places.stream().flatMap(place -> place.text(step).stream()).findFirst();
    }
}
