package ua.vuzol.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.query.AnswerElements;
import ua.vuzol.query.Sql;
import ua.vuzol.query.Wildcards;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Reads scheduled steps for the other rooms. */
@Component
class Items {
    private static final String SELECT =
            """
            select w.id, w.patient_id, w.study_uid, w.accession, w.procedure_id, w.step_id, w.modality, w.station,
                   w.description, w.start_at, w.referring_name, w.order_number, w.order_issuer, w.status, w.told
            from worklist_item w
            """;

    private final JdbcClient jdbc;
    private final SearchForms search;

    Items(JdbcClient jdbc, Text text) {
        this.jdbc = jdbc;
        this.search = new SearchForms(text);
    }

    /** Steps with what their orders told. */
    List<OrderRow> orders(List<Long> ids) {
        return jdbc.sql(SELECT + "where w.id = any(:ids) order by w.id")
                .param("ids", ids.toArray(Long[]::new))
                .query((row, i) -> new OrderRow(
                        item(row, i),
                        new OrderedStep.OrderNumber(row.getString("order_number"), row.getString("order_issuer")),
                        told(row)))
                .list();
    }

    private static Map<String, String> told(ResultSet row) throws SQLException {
        Map<String, String> told = new HashMap<>();
        AnswerElements.json(row.getString("told"))
                .properties()
                .forEach(field -> told.put(field.getKey(), field.getValue().asText()));
        return told;
    }

    boolean isEmpty() {
        return !jdbc.sql("select exists (select 1 from worklist_item)")
                .query(Boolean.class)
                .single();
    }

    Optional<WorklistItem> find(long id) {
        return jdbc.sql(SELECT + "where w.id = :id")
                .param("id", id)
                .query(Items::item)
                .optional();
    }

    List<WorklistItem> byStudy(String studyUid) {
        return jdbc.sql(SELECT + "where w.study_uid = :uid order by w.start_at, w.id")
                .param("uid", studyUid)
                .query(Items::item)
                .list();
    }

    /**
     * The steps that a study was ordered for, or that its images are of, but for those of which a person said that they are not.
     */
    List<Long> imagedBy(String studyUid) {
        return jdbc.sql(
                        """
                        select w.id
                        from worklist_item w left join imaged_study i on i.item_id = w.id and i.study_uid = :uid
                        where w.id in (select id from worklist_item where study_uid = :uid
                                       union all select item_id from imaged_study where study_uid = :uid)
                          and w.status <> 'CANCELED' and i.taken_away is not true
                        order by w.id
                        """)
                .param("uid", studyUid)
                .query(Long.class)
                .list();
    }

    /** By the number as objects have it, or as the MIS gave it, where that is longer than DICOM has room for. */
    List<WorklistItem> byAccession(String accession) {
        return jdbc.sql(
                        SELECT
                                + """
                        where w.accession in (select :number union all select counted from worklist_number
                                              where kind = 'AccessionNumber' and value = :number)
                          and w.accession <> ''
                        order by w.start_at, w.id
                        """)
                .param("number", accession)
                .query(Items::item)
                .list();
    }

    List<WorklistItem> byStationAndPatient(
            String stationAe, String modality, long patientId, Instant at, Duration window) {
        return jdbc.sql(
                        SELECT
                                + """
                        where w.patient_id = :patient
                          and w.status not in ('CANCELED', 'DISCONTINUED')
                          and (cardinality(w.stations) = 0 or :station = any(w.stations))
                          and (w.modality = '' or w.modality = :modality)
                          and w.start_at between :from and :to
                        order by abs(extract(epoch from w.start_at - :at)), w.id
                        """)
                .param("patient", patientId)
                .param("station", stationAe)
                .param("modality", modality)
                .param("at", offset(at))
                .param("from", offset(at.minus(window)))
                .param("to", offset(at.plus(window)))
                .query(Items::item)
                .list();
    }

    List<WorklistItem> search(WorklistQuery query) {
        List<Sql> all = new ArrayList<>();
        if (query.open()) {
            all.add(Sql.of("w.status in ('SCHEDULED', 'ARRIVED', 'READY')"));
        }
        query.status().ifPresent(status -> all.add(Sql.of("w.status = ?", status.name())));
        query.station()
                .ifPresent(station -> all.add(Sql.of(
                        "(w.station = ? or (cardinality(w.stations) > 1 and ? = any(w.stations)))", station, station)));
        query.modality().ifPresent(modality -> all.add(Sql.of("w.modality = ?", modality)));
        query.from().ifPresent(from -> all.add(Sql.of("w.start_date >= ?", from)));
        query.to().ifPresent(to -> all.add(Sql.of("w.start_date <= ?", to)));
        query.accession().ifPresent(number -> all.add(Sql.of("w.accession = ?", number)));
        query.patientId()
                .ifPresent(number -> all.add(Sql.of(
                        "w.patient_id in (select coalesce(merged_into, id) from patient where pid = ?)", number)));
        query.patient().ifPresent(name -> {
            List<Sql> forms = search.ofNameQuery("*" + name + "*").stream()
                    .map(form -> Sql.of("k.key like ?", Wildcards.like(form)))
                    .toList();
            all.add(Sql.of("w.patient_id in (select k.patient_id from patient_key k where ")
                    .add(Sql.joined("or", forms))
                    .add(")"));
        });
        Sql sql = Sql.of(SELECT);
        if (!all.isEmpty()) {
            sql.add("where ").add(Sql.joined("and", all));
        }
        sql.add(" order by w.start_at, w.id limit ?", query.limit());
        return jdbc.sql(sql.text()).params(sql.parameters()).query(Items::item).list();
    }

    private static OffsetDateTime offset(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static WorklistItem item(ResultSet row, int number) throws SQLException {
        return new WorklistItem(
                row.getLong("id"),
                row.getLong("patient_id"),
                row.getString("study_uid"),
                row.getString("accession"),
                row.getString("procedure_id"),
                row.getString("step_id"),
                row.getString("modality"),
                told(row.getString("station")),
                told(row.getString("description")),
                row.getObject("start_at", OffsetDateTime.class).toInstant(),
                told(row.getString("referring_name")),
                told(row.getString("order_number")),
                StepStatus.valueOf(row.getString("status")));
    }

    private static Optional<String> told(String text) {
        return Optional.of(text).filter(each -> !each.isEmpty());
    }
}
