package ua.vuzol.worklist;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.query.Conditions;
import ua.vuzol.query.QueryKey;
import ua.vuzol.query.Sql;
import ua.vuzol.query.Wildcards;
import ua.vuzol.text.SearchForms;

/** The SQL of worklist queries. */
final class WorklistStatements {
    private final Conditions conditions;

    WorklistStatements(SearchForms forms) {
        this.conditions = new Conditions(forms);
    }

    /**
     * The steps that wait to be done and match, by their start.
     *
     * @param own the only station whose steps may be seen
     * @param since steps that were to begin before are not told any more
     */
    Sql find(WorklistKeys keys, Optional<String> own, Instant since, int most) {
        List<Sql> all = new ArrayList<>();
        all.add(Sql.of("w.status in ('SCHEDULED', 'ARRIVED', 'READY')"));
        all.add(Sql.of("w.start_at >= ?", since.atOffset(ZoneOffset.UTC)));
        own.ifPresent(station -> all.add(station(List.of(station))));
        Stream.of(keys.patient(), keys.others(), keys.step())
                .flatMap(List::stream)
                .filter(key -> key.attribute().tag() != Tag.ScheduledProcedureStepSequence)
                .forEach(key -> of(key).ifPresent(all::add));
        return select(keys).add(" where ").add(Sql.joined("and", all)).add(" order by w.start_at, w.id limit ?", most);
    }

    /** As {@link #find}, the rows with these keys. */
    Sql page(WorklistKeys keys, List<String> rowKeys) {
        return select(keys)
                .add(" where w.id = any(?)", (Object)
                        rowKeys.stream().map(Long::valueOf).toArray(Long[]::new))
                .add(" order by w.start_at, w.id");
    }

    private static Sql select(WorklistKeys keys) {
        String columns =
                keys.patient().stream().map(key -> ", " + key.attribute().sql()).collect(Collectors.joining());
        return Sql.of("select w.id as row_key, w.status, w.attributes" + columns
                + " from worklist_item w join patient p on p.id = w.patient_id");
    }

    private Optional<Sql> of(QueryKey key) {
        if (key.attribute().tag() == Tag.ScheduledStationAETitle) {
            List<String> titles = key.element().strings().stream()
                    .map(String::strip)
                    .filter(title -> !title.isEmpty())
                    .toList();
            if (!titles.isEmpty() && titles.stream().noneMatch(Wildcards::isIn)) {
                return Optional.of(station(titles));
            }
        }
        return conditions.of(key);
    }

    /** By the first station, which an index has with the day; only steps at several need another look. */
    private static Sql station(List<String> titles) {
        return Sql.of("(")
                .add(Conditions.anyOf("w.station", titles))
                .add(" or (cardinality(w.stations) > 1 and w.stations && ?::text[]))", (Object)
                        titles.toArray(String[]::new));
    }
}
