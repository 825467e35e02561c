package ua.vuzol.registry;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.hl7.Hl7Segment;
import ua.vuzol.hl7.Partners;

/** Reads what messages say of people and visits, by one version of {@code mappings/hl7/patient.yaml}. */
final class MessageReader {
    /** Of an LO (PS3.5 6.2), as Patient ID and Issuer of Patient ID are. */
    private static final int LONGEST = 64;
    /** A class of visits that says nothing, table 0004. */
    private static final String NOT_APPLICABLE = "N";

    private final PatientMapping mapping;
    private final Partners partners;
    private final HumanNames names;

    MessageReader(PatientMapping mapping, Partners partners, HumanNames names) {
        this.mapping = mapping;
        this.partners = partners;
        this.names = names;
    }

    /**
     * What a message says of a person.
     *
     * @throws Hl7RejectedException if the person has no number
     */
    MisAccount account(Hl7Message message, Hl7Segment pid, Instant at) {
        List<PatientId> numbers = numbersOf(message, pid);
        return new PersonReader(message, pid, mapping, names).account(numbers.get(0), numbers, at);
    }

    /** As {@link #account}, of a message that says that the record is deleted and nothing else. */
    MisAccount withdrawal(Hl7Message message, Hl7Segment pid, Instant at) {
        Patient nobody = Patient.unregistered(
                patientId(pid, message.partner()), "", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        return new MisAccount(nobody, Set.of(PatientField.WITHDRAWN), true, at);
    }

    /**
     * The number by which a person is meant.
     *
     * @throws Hl7RejectedException if the segment has none
     */
    PatientId patientId(Hl7Segment pid, String partner) {
        return numbers(pid, 3, partner).get(0);
    }

    private List<PatientId> numbersOf(Hl7Message message, Hl7Segment pid) {
        Set<PatientId> all = new LinkedHashSet<>(numbers(pid, 3, message.partner()));
        mapping.kinds().forEach((kind, rule) -> rule.places().stream()
                .flatMap(place -> place.in(message, pid).flatMap(found -> place.text(found, 1)).stream())
                .map(value -> IdentifierForms.number(kind, value))
                .filter(number -> IdentifierForms.isOf(kind, number.value()))
                .forEach(all::add));
        return List.copyOf(all);
    }

    /**
     * The numbers in a field of the type CX, each once: Patient IDs first, then the numbers of the state.
     *
     * @throws Hl7RejectedException if there is none, or one is longer than DICOM has room for
     */
    List<PatientId> numbers(Hl7Segment segment, int field, String partner) {
        Set<PatientId> ids = new LinkedHashSet<>();
        Set<PatientId> ofTheState = new LinkedHashSet<>();
        for (int repetition = 0; repetition < segment.repetitions(field); repetition++) {
            Optional<PatientId> number = number(segment, field, repetition, partner);
            number.filter(each -> IdentifierKind.of(each) == IdentifierKind.MIS).ifPresent(ids::add);
            number.filter(each -> IdentifierKind.of(each) != IdentifierKind.MIS).ifPresent(ofTheState::add);
        }
        List<PatientId> all = new ArrayList<>(ids);
        all.addAll(ofTheState);
        if (all.isEmpty()) {
            throw missing(segment, field, "a number of the person");
        }
        if (all.stream().anyMatch(MessageReader::isTooLong)) {
            throw Hl7RejectedException.error(
                    Hl7Error.DATA_TYPE,
                    location(segment, field),
                    "A number and its assigning authority have at most " + LONGEST + " characters each.");
        }
        return all;
    }

    private static boolean isTooLong(PatientId number) {
        return number.value().length() > LONGEST || number.issuer().length() > LONGEST;
    }

    private Optional<PatientId> number(Hl7Segment segment, int field, int repetition, String partner) {
        Optional<String> authority = segment.text(field, repetition, 4, 1)
                .or(() -> segment.text(field, repetition, 4, 2))
                .map(Place::clean);
        IdentifierKind kind = mapping.kind(segment.text(field, repetition, 5), authority.orElse(""));
        String issuer = mapping.issuer(
                authority.or(() -> partners.partner(partner).issuer()).orElse(""));
        return segment.text(field, repetition, 1)
                .map(Place::clean)
                .filter(value -> !value.isEmpty())
                .map(value -> kind == IdentifierKind.MIS
                        ? new PatientId(value, issuer)
                        : IdentifierForms.number(kind, value));
    }

    /**
     * What a message says of a visit; empty where it says nothing.
     *
     * @param state what the event makes of the visit; empty for those that only tell of it
     */
    Optional<VisitAccount> visit(
            Hl7Message message, Hl7Segment pid, PatientId patient, Optional<Visit.State> state, Instant at) {
        if (message.segment("PV1").isEmpty()) {
            return Optional.empty();
        }
        VisitAccount visit = new VisitAccount(
                patient,
                visitNumber(message, pid),
                first(mapping.visitClass(), message, pid).filter(code -> !code.equals(NOT_APPLICABLE)),
                location(message, pid),
                state,
                at);
        return visit.isWorthKeeping() ? Optional.of(visit) : Optional.empty();
    }

    private PatientId visitNumber(Hl7Message message, Hl7Segment pid) {
        for (Place place : mapping.visitNumber()) {
            Optional<Hl7Segment> segment = place.in(message, pid);
            Optional<String> value = segment.flatMap(found -> place.text(found, 1));
            if (value.isPresent()) {
                String issuer = segment.flatMap(found -> found.text(place.field(), 0, 4, 1))
                        .map(Place::clean)
                        .orElse("");
                return new PatientId(value.get(), issuer);
            }
        }
        return new PatientId("", "");
    }

    /** PL: point of care, room, bed and facility, with carets as in a component of DICOM. */
    private Optional<String> location(Hl7Message message, Hl7Segment pid) {
        for (Place place : mapping.visitLocation()) {
            String parts = place.in(message, pid).stream()
                    .flatMap(found -> Stream.of(1, 2, 3, 4)
                            .map(component -> place.text(found, component).orElse("")))
                    .collect(joining("^"))
                    .replaceAll("\\^+$", "");
            if (!parts.isEmpty()) {
                return Optional.of(parts);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> first(List<Place> places, Hl7Message message, Hl7Segment pid) {
        return places.stream()
                .flatMap(place -> place.in(message, pid).flatMap(found -> place.text(found, 1)).stream())
                .findFirst();
    }

    static Hl7RejectedException missing(Hl7Segment segment, int field, String what) {
        return Hl7RejectedException.error(
                Hl7Error.REQUIRED_FIELD_MISSING, location(segment, field), "The message needs " + what + ".");
    }

    static String location(Hl7Segment segment, int field) {
        return segment.name() + '^' + segment.position() + '^' + field;
    }
}
