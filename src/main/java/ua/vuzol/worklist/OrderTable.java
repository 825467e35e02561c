package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
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
            String studyUid,
            StepStatus status,
            Instant toldAt) {}

    /** The steps of these orders, locked in the order of their keys. */
    List<Known> known(Collection<OrderedStep> steps) {
        return jdbc.sql(
                        """
                        select id, order_number, order_issuer, filler_number, step_key, procedure_id, study_uid, status, told_at
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
                        row.getString("study_uid"),
                        StepStatus.valueOf(row.getString("status")),
                        row.getObject("told_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Makes rows; each has the columns by name. */
    void insert(ArrayNode rows) {
        if (!rows.isEmpty()) {
            jdbc.sql("insert into worklist_item (" + COLUMNS + ") select " + COLUMNS
                            + " from jsonb_populate_recordset(null::worklist_item, :rows::jsonb)")
                    .param("rows", rows.toString())
                    .update();
        }
    }

    /** Changes rows, each of which has its key and the columns by name. A message that names no filler's number takes none away. */
    void update(ArrayNode rows) {
        if (!rows.isEmpty()) {
            jdbc.sql(
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
                            from jsonb_populate_recordset(null::worklist_item, :rows::jsonb) n
                            where w.id = n.id
                            """)
                    .param("rows", rows.toString())
                    .update();
        }
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
