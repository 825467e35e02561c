package ua.vuzol.worklist;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.dicom.model.BulkDataResolver;
import ua.vuzol.dicom.model.DicomJson;
import ua.vuzol.dicom.model.ModelOptions;

/** The rows of performed procedure steps. */
@Component
class StepTable {
    private final JdbcClient jdbc;

    StepTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A performed procedure step as it is kept. */
    record Kept(String status, DataSet attributes) {}

    /** Makes a row unless there is one. */
    boolean create(String uid, String status, String station, String callingAe, DataSet attributes) {
        return jdbc.sql(
                                """
                        insert into performed_step (uid, status, station, calling_ae, attributes)
                        values (:uid, :status, :station, :calling, :attributes::jsonb) on conflict do nothing
                        """)
                        .param("uid", uid)
                        .param("status", status)
                        .param("station", station)
                        .param("calling", callingAe)
                        .param("attributes", json(attributes))
                        .update()
                > 0;
    }

    /** Locks the row. */
    Optional<Kept> lock(String uid) {
        return jdbc.sql("select status, attributes from performed_step where uid = :uid for update")
                .param("uid", uid)
                .query((row, i) -> new Kept(row.getString("status"), dataSet(row.getString("attributes"))))
                .optional();
    }

    void set(String uid, String status, DataSet attributes) {
        jdbc.sql(
                        """
                        update performed_step set status = :status, attributes = :attributes::jsonb,
                            changed_at = clock_timestamp()
                        where uid = :uid
                        """)
                .param("uid", uid)
                .param("status", status)
                .param("attributes", json(attributes))
                .update();
    }

    /** The scheduled steps that an item of Scheduled Step Attributes Sequence means; without a step's id, all of the study. */
    List<Long> scheduled(String studyUid, String stepId) {
        return jdbc.sql(
                        """
                        select id from worklist_item
                        where study_uid = :study and (:step = '' or step_id = :step) order by id for update
                        """)
                .param("study", studyUid)
                .param("step", stepId)
                .query(Long.class)
                .list();
    }

    void link(String uid, Set<Long> items) {
        jdbc.sql(
                        """
                        insert into performed_step_item (step_uid, item_id) select :uid, * from unnest(:items)
                        on conflict do nothing
                        """)
                .param("uid", uid)
                .param("items", items.toArray(Long[]::new))
                .update();
    }

    /** The scheduled steps of a performed one on which no other performed step is at work. */
    List<Long> ended(String uid) {
        return jdbc.sql(
                        """
                        select item_id from performed_step_item mine
                        where step_uid = :uid
                          and not exists (select from performed_step_item other join performed_step s on s.uid = other.step_uid
                                          where other.item_id = mine.item_id and s.uid <> :uid and s.status = 'IN PROGRESS')
                        order by item_id
                        """)
                .param("uid", uid)
                .query(Long.class)
                .list();
    }

    private static String json(DataSet attributes) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DicomJson.write(attributes, out, ModelOptions.defaults());
            // what PostgreSQL's text has not
            return out.toString(StandardCharsets.UTF_8).replace("\\u0000", "\\ufffd");
        } catch (IOException e) {
            throw new UncheckedIOException("Attributes of a performed step cannot be written", e);
        }
    }

    private static DataSet dataSet(String json) {
        try {
            return DicomJson.read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    ReadOptions.defaults(),
                    BulkDataResolver.none());
        } catch (IOException e) {
            throw new UncheckedIOException("Attributes of a performed step cannot be read", e);
        }
    }
}
