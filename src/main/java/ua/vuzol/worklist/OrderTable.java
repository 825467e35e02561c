package ua.vuzol.worklist;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows that orders make and change, many by each statement. */
@Component
class OrderTable {
    private static final String COLUMNS =
            """
            patient_id, order_issuer, order_number, filler_number, step_key, study_uid, accession, procedure_id, step_id,
            modality, station, stations, start_at, start_date, start_time, description, referring_name, status, attributes,
            forms, told, partner, message_id, told_at""";

    /** Between the stations of a step, as between values (PS3.5 6.2). */
    private static final String NEXT_VALUE = "\\";

    /** Rows by name, as arrays of columns: PostgreSQL reads JSON of the same in twice the time. */
    private static final String ROWS =
            """
            (select id, patient_id, order_issuer, order_number, filler_number, step_key, study_uid, accession, procedure_id,
                    step_id, modality, split_part(stations, '\\', 1) as station, string_to_array(stations, '\\') as stations,
                    start_at, start_date, start_time, description, referring_name, status, attributes, forms, told, partner,
                    message_id, told_at
             from unnest(:ids::bigint[], :patients::bigint[], :issuers, :numbers, :fillers, :stepKeys, :studies, :accessions,
                         :procedures, :steps, :modalities, :stations, :instants::timestamptz[], :dates::date[],
                         :times::time[], :descriptions, :referring, :states, :attributes::jsonb[], :forms::jsonb[],
                         :told::jsonb[], :partners, :messages::bigint[], :toldAt::timestamptz[])
                  as came (id, patient_id, order_issuer, order_number, filler_number, step_key, study_uid, accession,
                           procedure_id, step_id, modality, stations, start_at, start_date, start_time, description,
                           referring_name, status, attributes, forms, told, partner, message_id, told_at)) n""";

    private final JdbcClient jdbc;

    OrderTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is known of a step that an order made before. */
    record Known(
            long id,
            OrderedStep.OrderNumber number,
            String filler,
            String stepKey,
            String procedureId,
            String stepId,
            String studyUid,
            StepStatus status,
            Instant toldAt) {}

    /** The steps of these orders, locked in the order of their keys. */
    List<Known> known(Collection<OrderedStep> steps) {
        return jdbc.sql(
                        """
                        select id, order_number, order_issuer, filler_number, step_key, procedure_id, step_id, study_uid, status,
                               told_at
                        from worklist_item
                        where order_number = any(:numbers) or (filler_number = any(:fillers) and filler_number <> '')
                        order by id for update
                        """)
                .param(
                        "numbers",
                        steps.stream()
                                .map(step -> step.number().value())
                                .distinct()
                                .toArray(String[]::new))
                .param(
                        "fillers",
                        steps.stream()
                                .flatMap(step ->
                                        Stream.of(step.filler(), step.number().value()))
                                .filter(number -> !number.isEmpty())
                                .distinct()
                                .toArray(String[]::new))
                .query((row, i) -> new Known(
                        row.getLong("id"),
                        new OrderedStep.OrderNumber(row.getString("order_number"), row.getString("order_issuer")),
                        row.getString("filler_number"),
                        row.getString("step_key"),
                        row.getString("procedure_id"),
                        row.getString("step_id"),
                        row.getString("study_uid"),
                        StepStatus.valueOf(row.getString("status")),
                        row.getObject("told_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * A row to make or to change.
     *
     * @param key of the row that it changes
     * @param start in the hospital's zone
     * @param attributes JSON
     */
    record Row(
            Optional<Long> key,
            OrderedStep step,
            OrderRows.Given given,
            StepStatus status,
            LocalDateTime start,
            String description,
            String referringName,
            String attributes) {}

    void insert(List<Row> rows) {
        if (!rows.isEmpty()) {
            values("insert into worklist_item (" + COLUMNS + ") select " + COLUMNS + " from " + ROWS, rows);
        }
    }

    /** Changes rows. A message that names no filler's number takes none away. */
    void update(List<Row> rows) {
        if (!rows.isEmpty()) {
            values(
                    """
                    update worklist_item w set
                        patient_id = n.patient_id, study_uid = n.study_uid, accession = n.accession,
                        filler_number = case when n.filler_number = '' then w.filler_number else n.filler_number end,
                        procedure_id = n.procedure_id, step_id = n.step_id, modality = n.modality, station = n.station,
                        stations = n.stations, start_at = n.start_at, start_date = n.start_date,
                        start_time = n.start_time, description = n.description, referring_name = n.referring_name,
                        status = n.status, attributes = n.attributes, forms = n.forms, told = n.told,
                        partner = n.partner, message_id = n.message_id, told_at = n.told_at,
                        changed_at = clock_timestamp()
                    from """
                            + ' ' + ROWS + " where w.id = n.id",
                    rows);
        }
    }

    private void values(String sql, List<Row> rows) {
        jdbc.sql(sql)
                .param("ids", keys(rows, row -> row.key().orElse(null)))
                .param("patients", keys(rows, row -> row.given().patientId()))
                .param("issuers", texts(rows, row -> row.step().number().issuer()))
                .param("numbers", texts(rows, row -> row.step().number().value()))
                .param("fillers", texts(rows, row -> row.step().filler()))
                .param("stepKeys", texts(rows, row -> row.step().stepKey()))
                .param("studies", texts(rows, row -> row.given().studyUid()))
                .param("accessions", texts(rows, row -> row.given().accession()))
                .param("procedures", texts(rows, row -> row.given().procedureId()))
                .param("steps", texts(rows, row -> row.given().stepId()))
                .param("modalities", texts(rows, row -> row.step().modality()))
                .param(
                        "stations",
                        texts(rows, row -> String.join(NEXT_VALUE, row.step().stations())))
                .param("instants", texts(rows, row -> row.step().start().toString()))
                .param("dates", texts(rows, row -> row.start().toLocalDate().toString()))
                .param("times", texts(rows, row -> row.start().toLocalTime().toString()))
                .param("descriptions", texts(rows, Row::description))
                .param("referring", texts(rows, Row::referringName))
                .param("states", texts(rows, row -> row.status().name()))
                .param("attributes", texts(rows, Row::attributes))
                .param("forms", texts(rows, row -> row.step().forms()))
                .param("told", texts(rows, row -> row.step().told()))
                .param("partners", texts(rows, row -> row.step().message().partner()))
                .param("messages", keys(rows, row -> row.step().message().id()))
                .param("toldAt", texts(rows, row -> row.step().at().toString()))
                .update();
    }

    private static Long[] keys(List<Row> rows, Function<Row, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    private static String[] texts(List<Row> rows, Function<Row, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    /** Notes which message was the last about steps whose status alone changes. */
    void told(List<Long> ids, long messageId, Instant at) {
        jdbc.sql("update worklist_item set message_id = :message, told_at = :at where id = any(:ids)")
                .param("message", messageId)
                .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }
}
