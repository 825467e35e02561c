package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.hl7.Hl7Times;
import ua.vuzol.query.JsonItems;

/**
 * Makes the attributes of one step.
 *
 * @param requisition numbers that go without dashes
 * @param numbers takes the values for which a number may have to stand
 */
record AttributeMaker(StepSegments step, Pattern requisition, ZoneId zone, Map<String, String> numbers) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final int LONGEST_CODE = 16;

    static String date(ZonedDateTime time) {
        return DATE.format(time);
    }

    static String time(ZonedDateTime time) {
        return TIME.format(time);
    }

    static void put(ObjectNode item, int tag, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = item.putArray(JsonItems.key(tag));
            values.forEach(array::add);
        }
    }

    void put(ObjectNode item, AttributeRule rule) {
        switch (rule.as()) {
            case TEXT -> text(item, rule);
            case LIST -> put(item, rule.tag(), values(rule, place -> place.texts(step)));
            case LINES -> {
                String lines =
                        rule.from().stream().flatMap(place -> place.texts(step)).collect(Collectors.joining("\n"));
                if (!lines.isEmpty()) {
                    put(
                            item,
                            rule.tag(),
                            DicomText.of(rule.vr(), lines).stream().toList());
                }
            }
            case NAME -> put(item, rule.tag(), values(rule, place -> place.in(step)
                    .flatMap(each -> name(each, place).stream())));
            case DATE -> moment(rule).ifPresent(moment -> put(item, rule.tag(), List.of(date(moment))));
            case TIME -> moment(rule).ifPresent(moment -> put(item, rule.tag(), List.of(time(moment))));
            case CODE -> item(item, rule, AttributeMaker::code);
            case AUTHORITY -> item(item, rule, AttributeMaker::authority);
        }
    }

    private void text(ObjectNode item, AttributeRule rule) {
        Optional<String> told = rule.from().stream()
                .flatMap(place -> place.text(step).stream())
                .flatMap(value -> rule.coded(value).stream())
                .flatMap(value -> DicomText.of(rule.vr(), value).stream())
                .filter(value -> !value.isEmpty())
                .findFirst();
        if (rule.counted()) {
            told.map(this::withoutDashes).ifPresent(value -> numbers.put(rule.keyword(), value));
        } else {
            told.filter(value -> rule.vr() != VR.SH || value.length() <= LONGEST_CODE)
                    .ifPresent(value -> put(item, rule.tag(), List.of(value)));
        }
    }

    private String withoutDashes(String number) {
        return requisition.matcher(number).matches() ? number.replace("-", "") : number;
    }

    /** The values at the first place that has some. */
    private static List<String> values(
            AttributeRule rule, java.util.function.Function<FieldPlace, Stream<String>> texts) {
        return rule.from().stream()
                .map(place -> texts.apply(place)
                        .flatMap(value -> rule.coded(value).stream())
                        .flatMap(value -> DicomText.of(rule.vr(), value).stream())
                        .filter(value -> !value.isEmpty())
                        .toList())
                .filter(all -> !all.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Optional<ZonedDateTime> moment(AttributeRule rule) {
        return FieldPlace.first(rule.from(), step)
                .flatMap(text -> Hl7Times.instant(text, zone))
                .map(instant -> instant.atZone(zone));
    }

    /** XCN: number, family, given and middle names, suffix, prefix; PN has the prefix before the suffix (PS3.5 6.2.1.1). */
    private static Optional<String> name(Hl7Segment segment, FieldPlace place) {
        String name = IntStream.of(2, 3, 4, 6, 5)
                .mapToObj(component -> segment.text(place.field(), component).orElse(""))
                .map(part -> part.replace('^', ' ').replace('=', ' '))
                .collect(Collectors.joining("^"))
                .replaceAll("\\^+$", "");
        // some send only a name where the number should be
        return name.isEmpty()
                ? segment.text(place.field(), 1).filter(text -> text.chars().noneMatch(Character::isDigit))
                : Optional.of(name);
    }

    /** Makes an item of a field. */
    @FunctionalInterface
    private interface ItemOf {
        ObjectNode of(Hl7Segment segment, FieldPlace place);
    }

    private void item(ObjectNode item, AttributeRule rule, ItemOf made) {
        rule.from().stream()
                .flatMap(place -> place.in(step).map(segment -> made.of(segment, place)))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .ifPresent(each -> item.putArray(JsonItems.key(rule.tag())).add(each));
    }

    /** CE from the component of the place on: code, meaning, scheme. A code without a scheme is the hospital's own. */
    private static ObjectNode code(Hl7Segment segment, FieldPlace place) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        int first = place.component();
        Optional<String> code = segment.text(place.field(), first);
        Optional<String> meaning = segment.text(place.field(), first + 1);
        if (code.isPresent() || meaning.isPresent()) {
            String value = code.or(() -> meaning).orElseThrow();
            put(
                    item,
                    value.length() <= LONGEST_CODE ? Tag.CodeValue : Tag.LongCodeValue,
                    List.of(value.replace('\\', '/')));
            put(
                    item,
                    Tag.CodingSchemeDesignator,
                    List.of(segment.text(place.field(), first + 2)
                            .filter(scheme -> scheme.length() <= LONGEST_CODE)
                            .orElse("L")));
            put(
                    item,
                    Tag.CodeMeaning,
                    DicomText.of(VR.LO, meaning.orElse(value)).stream().toList());
        }
        return item;
    }

    /** EI: namespace, universal id and its type after the number. */
    private static ObjectNode authority(Hl7Segment segment, FieldPlace place) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        segment.text(place.field(), 2).ifPresent(name -> put(item, Tag.LocalNamespaceEntityID, List.of(name)));
        segment.text(place.field(), 3).ifPresent(id -> {
            put(item, Tag.UniversalEntityID, List.of(id));
            segment.text(place.field(), 4).ifPresent(type -> put(item, Tag.UniversalEntityIDType, List.of(type)));
        });
        return item;
    }
}
