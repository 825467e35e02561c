package ua.vuzol.archive;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.Registry;

/** Reads studies with their series and instances; the number of queries does not grow with the number of studies. */
@Component
class CatalogueReader {
    private static final String CONDITIONS =
            """
            where (:anyUid or uid = any(:uids))
              and (:anyAccession or accession = :accession)
              and (:anyIssuer or accession_issuer = :issuer)
              and (:anyPatient or patient_id = any(:patients))
            """;

    private final JdbcClient jdbc;
    private final Registry registry;

    CatalogueReader(JdbcClient jdbc, Registry registry) {
        this.jdbc = jdbc;
        this.registry = registry;
    }

    private record Child<T>(String parent, T value) {}

    private record Key(String uid, long patientId) {}

    Optional<Study> study(String uid) {
        return search(StudyQuery.byUid(uid)).stream().findFirst();
    }

    /** @return relative to the online tier */
    Optional<String> locationOf(String sopInstanceUid) {
        return jdbc.sql("select location from instance where uid = :uid")
                .param("uid", sopInstanceUid)
                .query(String.class)
                .optional();
    }

    /** In the order of series and instance numbers. */
    List<InstanceRef> instances(String studyUid, Function<String, Path> fileAt) {
        return jdbc.sql(
                        """
                        select i.uid, i.sop_class, i.transfer_syntax, i.location, i.size, i.sha256
                        from instance i join series s on s.uid = i.series_uid where s.study_uid = :uid
                        order by s.number nulls last, s.uid, i.number nulls last, i.uid
                        """)
                .param("uid", studyUid)
                .query((row, i) -> new InstanceRef(
                        row.getString("uid"),
                        row.getString("sop_class"),
                        row.getString("transfer_syntax"),
                        fileAt.apply(row.getString("location")),
                        row.getLong("size"),
                        row.getString("sha256")))
                .list();
    }

    List<Study> search(StudyQuery query) {
        List<Key> keys = keys(query);
        String[] uids = keys.stream().map(Key::uid).toArray(String[]::new);
        Map<Long, Patient> patients =
                registry.findAll(keys.stream().map(Key::patientId).distinct().toList());
        Map<String, List<Study.Series>> series = series(uids);
        return jdbc.sql("select * from study where uid = any(:uids) order by created_at desc, uid")
                .param("uids", uids)
                .query((row, i) ->
                        study(row, patients.get(row.getLong("patient_id")), children(series, row.getString("uid"))))
                .list();
    }

    int count(StudyQuery query) {
        return conditions("select count(*) from study " + CONDITIONS, query)
                .query(Integer.class)
                .single();
    }

    private List<Key> keys(StudyQuery query) {
        return conditions(
                        "select uid, patient_id from study " + CONDITIONS
                                + "order by created_at desc, uid limit :limit offset :offset",
                        query)
                .param("limit", query.limit())
                .param("offset", query.offset())
                .query((row, i) -> new Key(row.getString("uid"), row.getLong("patient_id")))
                .list();
    }

    private JdbcClient.StatementSpec conditions(String sql, StudyQuery query) {
        return jdbc.sql(sql)
                .param("anyUid", query.uids().isEmpty())
                .param("uids", query.uids().toArray(String[]::new))
                .param("anyAccession", query.accession().isEmpty())
                .param("accession", query.accession().orElse(""))
                .param("anyIssuer", query.accessionIssuer().isEmpty())
                .param("issuer", query.accessionIssuer().orElse(""))
                .param("anyPatient", query.patientIds().isEmpty())
                .param("patients", query.patientIds().toArray(Long[]::new));
    }

    private Map<String, List<Study.Series>> series(String[] studyUids) {
        Map<String, List<Study.Instance>> instances = byParent(jdbc.sql(
                        """
                        select instance.* from instance join series on series.uid = instance.series_uid
                        where series.study_uid = any(:uids) order by instance.number nulls last, instance.uid
                        """)
                .param("uids", studyUids)
                .query((row, i) -> new Child<>(row.getString("series_uid"), instance(row)))
                .list());
        return byParent(jdbc.sql("select * from series where study_uid = any(:uids) order by number nulls last, uid")
                .param("uids", studyUids)
                .query((row, i) ->
                        new Child<>(row.getString("study_uid"), series(row, children(instances, row.getString("uid")))))
                .list());
    }

    private static <T> Map<String, List<T>> byParent(List<Child<T>> rows) {
        return rows.stream().collect(groupingBy(Child::parent, mapping(Child::value, toList())));
    }

    private static <T> List<T> children(Map<String, List<T>> byParent, String uid) {
        return byParent.getOrDefault(uid, List.of());
    }

    private static Study study(ResultSet row, Patient patient, List<Study.Series> series) throws SQLException {
        return new Study(
                row.getString("uid"),
                patient,
                Optional.ofNullable(row.getObject("study_date", LocalDate.class)),
                Optional.ofNullable(row.getObject("study_time", LocalTime.class)),
                present(row, "zone_offset").flatMap(DateTimes::offset),
                present(row, "accession"),
                present(row, "accession_issuer"),
                present(row, "study_id"),
                present(row, "description"),
                present(row, "referring_name"),
                present(row, "institution"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("complete"),
                series);
    }

    private static Study.Series series(ResultSet row, List<Study.Instance> instances) throws SQLException {
        return new Study.Series(
                row.getString("uid"),
                Optional.ofNullable(row.getObject("number", Integer.class)),
                row.getString("modality"),
                present(row, "description"),
                present(row, "body_part"),
                present(row, "laterality"),
                Optional.ofNullable(row.getObject("series_date", LocalDate.class)),
                Optional.ofNullable(row.getObject("series_time", LocalTime.class)),
                present(row, "performing_name"),
                present(row, "operators_name"),
                instances);
    }

    private static Study.Instance instance(ResultSet row) throws SQLException {
        return new Study.Instance(
                row.getString("uid"),
                Optional.ofNullable(row.getObject("number", Integer.class)),
                row.getString("sop_class"),
                row.getString("transfer_syntax"),
                present(row, "image_type"),
                row.getInt("frames"),
                row.getString("sha256"),
                row.getLong("size"));
    }

    private static Optional<String> present(ResultSet row, String column) throws SQLException {
        return Optional.of(row.getString(column)).filter(text -> !text.isEmpty());
    }
}
