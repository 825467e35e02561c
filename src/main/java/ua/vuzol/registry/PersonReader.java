package ua.vuzol.registry;

import static java.util.stream.Collectors.joining;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Segment;

/** Reads what one message says of one person, and notes which fields it says anything of. */
final class PersonReader {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);
    private static final int DATE_LENGTH = 8;

    private final Hl7Message message;
    private final Hl7Segment pid;
    private final PatientMapping mapping;
    private final HumanNames names;
    private final Set<PatientField> fields = EnumSet.of(PatientField.WITHDRAWN);

    PersonReader(Hl7Message message, Hl7Segment pid, PatientMapping mapping, HumanNames names) {
        this.message = message;
        this.pid = pid;
        this.mapping = mapping;
        this.names = names;
    }

    /** @param number of the person, and then the other numbers */
    MisAccount account(PatientId number, List<PatientId> others, Instant at) {
        Optional<HumanNames.Names> name = first(PatientField.NAME, names::of);
        Patient said = new Patient(
                0,
                number,
                name.map(HumanNames.Names::name).orElse(""),
                name.flatMap(HumanNames.Names::latin),
                first(PatientField.BIRTH_DATE, (segment, place) -> place.text(segment, 1)
                        .flatMap(PersonReader::date)),
                first(PatientField.SEX, this::sex),
                List.of(),
                new Patient.Contacts(
                        first(PatientField.MOTHERS_NAME, (segment, place) -> names.of(segment, place)
                                .map(HumanNames.Names::name)),
                        first(PatientField.ADDRESS, PersonReader::address),
                        phones()),
                Optional.empty());
        return new MisAccount(said.withOtherIds(others), fields, false, at);
    }

    /**
     * What the first place that says anything says. The HL7 null deletes: the field is told, and empty. A name is never
     * deleted.
     */
    private <T> Optional<T> first(PatientField field, BiFunction<Hl7Segment, Place, Optional<T>> reading) {
        for (Place place : mapping.places(field)) {
            Optional<Hl7Segment> segment = place.in(message, pid);
            Optional<T> value = segment.flatMap(found -> reading.apply(found, place));
            boolean deleted = field != PatientField.NAME
                    && segment.filter(found -> found.isNull(place.field())).isPresent();
            if (value.isPresent() || deleted) {
                fields.add(field);
                return value;
            }
        }
        return Optional.empty();
    }

    private List<String> phones() {
        List<String> all = mapping.places(PatientField.PHONES).stream()
                .flatMap(place -> place.in(message, pid).stream().flatMap(found -> phones(found, place)))
                .distinct()
                .toList();
        boolean deleted = mapping.places(PatientField.PHONES).stream().anyMatch(place -> place.in(message, pid)
                .filter(found -> found.isNull(place.field()))
                .isPresent());
        if (!all.isEmpty() || deleted) {
            fields.add(PatientField.PHONES);
        }
        return all;
    }

    /** XTN: the number as text, since 2.7 in the twelfth component, else its parts: country, area, number. */
    private static Stream<String> phones(Hl7Segment segment, Place place) {
        return IntStream.range(0, segment.repetitions(place.field())).boxed().flatMap(repetition -> {
            Optional<String> whole = place.text(segment, repetition, 1).or(() -> place.text(segment, repetition, 12));
            String parts = Stream.of(5, 6, 7)
                    .flatMap(component -> place.text(segment, repetition, component).stream())
                    .collect(joining(" "));
            return whole.or(() -> Optional.of(parts).filter(text -> !text.isEmpty())).stream();
        });
    }

    /** XAD: street, other designation, city, state, postal code, country. */
    private static Optional<String> address(Hl7Segment segment, Place place) {
        String all = Stream.of(1, 2, 3, 4, 5, 6)
                .flatMap(component -> place.text(segment, component).stream())
                .collect(joining(", "));
        return Optional.of(all).filter(text -> !text.isEmpty());
    }

    private Optional<String> sex(Hl7Segment segment, Place place) {
        return place.text(segment, 1)
                .flatMap(code -> Optional.ofNullable(mapping.sex().get(code)))
                .filter(sex -> !sex.isEmpty());
    }

    /** A date that is not whole says nothing: DICOM has no other. */
    private static Optional<LocalDate> date(String text) {
        if (text.length() < DATE_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text.substring(0, DATE_LENGTH), DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
