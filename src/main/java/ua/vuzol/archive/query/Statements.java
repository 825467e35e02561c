package ua.vuzol.archive.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.query.Conditions;
import ua.vuzol.query.QueryAttribute;
import ua.vuzol.query.QueryKey;
import ua.vuzol.query.Sql;
import ua.vuzol.text.SearchForms;

/** The SQL of queries and retrieves. */
final class Statements {
    private final Conditions conditions;

    Statements(SearchForms forms) {
        this.conditions = new Conditions(forms);
    }

    /**
     * The rows that match, each with what its keys ask for in the order of the keys.
     *
     * @param most how many at most
     */
    Sql find(QueryKeys query, int most) {
        return select(query)
                .add(where(query.keys().stream()
                        .map(conditions::of)
                        .flatMap(Optional::stream)
                        .toList()))
                .add(" limit ?", most);
    }

    /** As {@link #find}, the rows with these keys. */
    Sql page(QueryKeys query, List<String> rowKeys) {
        return select(query).add(" where ").add(query.level().rows(rowKeys));
    }

    private static Sql select(QueryKeys query) {
        String columns = Stream.concat(
                        query.keys().stream().map(Statements::column),
                        Stream.of(query.level().rowKey() + " as row_key"))
                .collect(Collectors.joining(", "));
        return Sql.of("select " + columns + " from " + query.level().tables());
    }

    private static String column(QueryKey key) {
        return key.attribute().kind() == QueryAttribute.Kind.CONSTANT
                ? "null"
                : key.attribute().sql();
    }

    /** The instances to retrieve, in the order of study, series and instance numbers. */
    Sql retrieve(QueryKeys query) {
        List<String> named = query.retrieved();
        Stream<Sql> above = query.keys().stream()
                .filter(key ->
                        isUniqueKeyAbove(key, query.level()) || key.attribute().tag() == Tag.IssuerOfPatientID)
                .map(conditions::of)
                .flatMap(Optional::stream);
        List<Sql> all = Stream.concat(
                        above, Stream.of(Conditions.anyOf(query.level().uniqueColumn(), named)))
                .toList();
        return Sql.of("select i.uid, i.sop_class, i.transfer_syntax, i.location from " + QueryLevel.IMAGE.tables())
                .add(where(all))
                .add(
                        " order by s.study_date nulls last, s.uid, e.number nulls last, e.uid, i.number nulls last, i.uid");
    }

    private static boolean isUniqueKeyAbove(QueryKey key, QueryLevel level) {
        return Stream.of(QueryLevel.values())
                .anyMatch(above -> above.ordinal() < level.ordinal()
                        && above.uniqueKey() == key.attribute().tag());
    }

    private static Sql where(List<Sql> all) {
        return all.isEmpty() ? Sql.of("") : Sql.of(" where ").add(Sql.joined("and", all));
    }
}
