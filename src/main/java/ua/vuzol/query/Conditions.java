package ua.vuzol.query;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomDate;
import ua.vuzol.dicom.data.DicomRange;
import ua.vuzol.dicom.data.DicomTime;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.text.SearchForms;

/**
 * Matching (PS3.4 C.2.2.2) as conditions of SQL. Dates and times are matched each by itself (C.2.2.2.5): combined matching is
 * for those who negotiate it, which the hub does not. Several values mean any of them.
 */
public final class Conditions {
    private final SearchForms forms;

    public Conditions(SearchForms forms) {
        this.forms = forms;
    }

    /** The condition of a key; none where everything matches (C.2.2.2.3). */
    public Optional<Sql> of(QueryKey key) {
        QueryAttribute attribute = key.attribute();
        Element element = key.element();
        return switch (attribute.kind()) {
            case CONSTANT -> Optional.empty();
            case SEQUENCE -> item(element).flatMap(item -> someItem(attribute.sql(), item));
            case OTHER_IDS -> item(element).flatMap(Conditions::otherIds);
            default -> values(element).flatMap(values -> of(attribute, values));
        };
    }

    private Optional<Sql> of(QueryAttribute attribute, List<String> values) {
        String column = attribute.sql();
        return switch (attribute.kind()) {
            case UID -> Optional.of(anyOf(column, values));
            case CODE -> Optional.of(matches(column, values));
            case PATIENT_ID -> Optional.of(patientId(column, values));
            case VALUES -> Optional.of(someElement(column, values));
            case TEXT -> patterns(attribute.vr(), values)
                    .map(patterns -> Sql.of("exists (select from unnest(" + attribute.keys() + ") k where ")
                            .add(matches("k", patterns))
                            .add(")"));
            case PATIENT_NAME -> patterns(VR.PN, values)
                    .map(patterns -> Sql.of("p.id in (select k.patient_id from patient_key k where ")
                            .add(matches("k.key", patterns))
                            .add(")"));
            case DATE -> Optional.of(date(attribute.tag(), column, values.get(0)));
            case TIME -> Optional.of(time(attribute.tag(), column, values.get(0)));
            case INTEGER -> Optional.of(anyInteger(column, values));
            case SEQUENCE, OTHER_IDS, CONSTANT -> throw new IllegalArgumentException(
                    attribute.kind() + " has no values");
        };
    }

    /** None if the element is empty or one of its values matches everything. */
    private static Optional<List<String>> values(Element element) {
        List<String> values = element.strings().stream()
                .map(Conditions::withoutZeros)
                .filter(value -> !value.isEmpty())
                .toList();
        boolean universal = values.isEmpty() || values.stream().anyMatch(Wildcards::isUniversal);
        return universal ? Optional.empty() : Optional.of(values);
    }

    /** U+0000 is not in the database, and may not be asked of it. */
    private static String withoutZeros(String value) {
        return value.replace('\0', '\uFFFD');
    }

    private Optional<List<String>> patterns(VR vr, List<String> values) {
        List<String> patterns = values.stream()
                .flatMap(value -> (vr == VR.PN ? forms.ofNameQuery(value) : forms.ofQuery(value)).stream())
                .distinct()
                .toList();
        boolean universal = patterns.isEmpty() || patterns.stream().anyMatch(Wildcards::isUniversal);
        return universal ? Optional.empty() : Optional.of(patterns);
    }

    public static Sql anyOf(String column, Collection<String> values) {
        return values.size() == 1
                ? Sql.of(column + " = ?", values.iterator().next())
                : Sql.of(column + " = any(?)", (Object) values.toArray(String[]::new));
    }

    private static Sql matches(String column, List<String> values) {
        return Sql.joined(
                "or",
                values.stream()
                        .map(value -> Wildcards.isIn(value)
                                ? Sql.of(column + " like ?", Wildcards.like(value))
                                : Sql.of(column + " = ?", value))
                        .toList());
    }

    /** A number that was merged into another one finds who has that now. */
    private static Sql patientId(String column, List<String> values) {
        return values.stream().anyMatch(Wildcards::isIn)
                ? matches(column, values)
                : Sql.of("p.id in (select coalesce(a.merged_into, a.id) from patient a where ")
                        .add(anyOf("a.pid", values))
                        .add(")");
    }

    private static Sql someElement(String array, List<String> values) {
        return values.stream().noneMatch(Wildcards::isIn)
                ? Sql.of(array + " && ?::text[]", (Object) values.toArray(String[]::new))
                : Sql.of("exists (select from unnest(" + array + ") v where ")
                        .add(matches("v", values))
                        .add(")");
    }

    private static Sql anyInteger(String column, List<String> values) {
        Integer[] numbers = values.stream().flatMap(Conditions::integer).toArray(Integer[]::new);
        return Sql.of(column + " = any(?)", (Object) numbers);
    }

    private static Stream<Integer> integer(String value) {
        try {
            return Stream.of(Integer.valueOf(value));
        } catch (NumberFormatException e) {
            return Stream.empty();
        }
    }

    private static Sql date(int tag, String column, String value) {
        DicomRange<DicomDate> range = DicomRange.ofDates(value).orElseThrow(() -> noRange(tag));
        Optional<LocalDate> from = range.from().map(DicomDate::toLocalDate);
        Optional<LocalDate> to = range.to().map(DicomDate::toLocalDate);
        return range.isSingle() ? Sql.of(column + " = ?", from.orElseThrow()) : between(column, from, to);
    }

    /** A range that ends before it begins goes over midnight. */
    private static Sql time(int tag, String column, String value) {
        DicomRange<DicomTime> range = DicomRange.ofTimes(value).orElseThrow(() -> noRange(tag));
        Optional<LocalTime> from = range.from().map(DicomTime::toLocalTime);
        // the database knows no more than microseconds, and would round up
        Optional<LocalTime> to = range.to().map(last -> last.latest().truncatedTo(ChronoUnit.MICROS));
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            return Sql.of("(" + column + " >= ? or " + column + " <= ?)", from.get(), to.get());
        }
        return between(column, from, to);
    }

    private static Sql between(String column, Optional<?> from, Optional<?> to) {
        List<Sql> ends = new ArrayList<>();
        from.ifPresent(first -> ends.add(Sql.of(column + " >= ?", first)));
        to.ifPresent(last -> ends.add(Sql.of(column + " <= ?", last)));
        return Sql.joined("and", ends);
    }

    private static RuntimeException noRange(int tag) {
        return wrong(tag, "neither a moment that exists nor a range of such");
    }

    /** An identifier that does not fit the information model: A900H with the offending element. */
    public static DimseException wrong(int tag, String comment) {
        return new DimseException(Status.DATA_SET_DOES_NOT_MATCH_SOP_CLASS
                .withComment(Tag.format(tag) + ": " + comment)
                .withOffendingElements(List.of(tag)));
    }

    private static Optional<DataSet> item(Element element) {
        return element.value() instanceof Value.Items items
                ? items.dataSets().stream().findFirst()
                : Optional.empty();
    }

    /** Sequence matching (C.2.2.2.6): one item of the sequence matches all keys of the identifier's item. */
    private static Optional<Sql> someItem(String json, DataSet item) {
        List<Sql> all = new ArrayList<>();
        for (Element key : item) {
            String member = "x -> '" + JsonItems.key(key.tag()) + "'";
            if (key.value() instanceof Value.Items) {
                item(key).flatMap(nested -> someItem(member, nested)).ifPresent(all::add);
            } else {
                values(key).map(values -> someValue(member, values)).ifPresent(all::add);
            }
        }
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Sql.of("exists (select from jsonb_array_elements(" + json + ") x where ")
                        .add(Sql.joined("and", all))
                        .add(")"));
    }

    private static Sql someValue(String json, List<String> values) {
        return Sql.of("exists (select from jsonb_array_elements_text(" + json + ") v where ")
                .add(matches("v", values))
                .add(")");
    }

    private static Optional<Sql> otherIds(DataSet item) {
        List<Sql> all = new ArrayList<>();
        item.get(Tag.PatientID).flatMap(Conditions::values).ifPresent(values -> all.add(matches("o.value", values)));
        item.get(Tag.IssuerOfPatientID)
                .flatMap(Conditions::values)
                .ifPresent(values -> all.add(matches("o.issuer", values)));
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(Sql.of("p.id in (select o.patient_id from patient_identifier o where ")
                        .add(Sql.joined("and", all))
                        .add(")"));
    }
}
