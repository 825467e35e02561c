package ua.vuzol.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.record.DeviceRecord;

/** The tables of examinations and of the records that sidecars hold for them. */
@Component
class Examinations {
    /** Until when an examination is looked at again in any case, whatever becomes of the signal for what has just come. */
    private static final String SOON = "least(coalesce(due_at, 'infinity'), clock_timestamp() + interval '30 seconds')";

    /** How long a signal may lie in the queue before it is given again. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Examinations(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The newest examination with a key, locked until the transaction ends. */
    Optional<Examination> newest(String source, String folder, String key) {
        return jdbc.sql(
                        """
                        select * from examination where source = :source and folder = :folder and key = :key
                        order by turn desc limit 1 for update
                        """)
                .param("source", source)
                .param("folder", folder)
                .param("key", key)
                .query((row, i) -> examination(row))
                .optional();
    }

    /** Opens an examination, or finds the one that another thread has just opened, and locks it. */
    Examination open(String source, String folder, String key, int turn, Instant arrival) {
        return jdbc.sql(
                        """
                        insert into examination (source, folder, key, turn, state, received_at, last_arrival, due_at)
                        values (:source, :folder, :key, :turn, 'OPEN', :arrival, :arrival,
                                clock_timestamp() + interval '30 seconds')
                        on conflict (source, key, folder, turn) do update
                            set last_arrival = greatest(examination.last_arrival, excluded.last_arrival),
                                touches = examination.touches + 1
                        returning *
                        """)
                .param("source", source)
                .param("folder", folder)
                .param("key", key)
                .param("turn", turn)
                .param("arrival", OffsetDateTime.ofInstant(arrival, ZoneOffset.UTC))
                .query((row, i) -> examination(row))
                .single();
    }

    /** Something came for an open examination. */
    void arrived(long id, Instant arrival) {
        jdbc.sql(
                        "update examination set last_arrival = greatest(last_arrival, :arrival), touches = touches + 1, due_at = "
                                + SOON + " where id = :id")
                .param("arrival", OffsetDateTime.ofInstant(arrival, ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** A sidecar says this of the examination; later ones for the same number speak of later examinations. */
    void speak(long id, long fileId, DeviceRecord record) {
        jdbc.sql("update examination set spoken = cast(:record as json), spoken_by = :file where id = :id")
                .param("record", write(record))
                .param("file", fileId)
                .param("id", id)
                .update();
    }

    /** The row, locked until the transaction ends. */
    Optional<Examination> lock(long id) {
        return jdbc.sql("select * from examination where id = :id for update")
                .param("id", id)
                .query((row, i) -> examination(row))
                .optional();
    }

    /** The row, locked until the transaction ends; empty also if another transaction has locked it. */
    Optional<Examination> lockIfFree(long id) {
        return jdbc.sql("select * from examination where id = :id for update skip locked")
                .param("id", id)
                .query((row, i) -> examination(row))
                .optional();
    }

    /** The examinations whose images are a study, also where more of their images wait. */
    List<Long> ofStudy(String studyUid) {
        return jdbc.sql("select id from examination where study_uid = :study order by id")
                .param("study", studyUid)
                .query(Long.class)
                .list();
    }

    Optional<Examination> find(long id) {
        return jdbc.sql("select * from examination where id = :id")
                .param("id", id)
                .query((row, i) -> examination(row))
                .optional();
    }

    /** The newest examinations that a record with this key in this folder speaks of: in the folder and below it. */
    List<Long> spokenOf(String source, String folder, String key) {
        return jdbc.sql(
                        """
                        select distinct on (folder) id from examination
                        where source = :source and key = :key
                          and (:folder = '' or folder = :folder or starts_with(folder, :folder || '/'))
                        order by folder, turn desc
                        """)
                .param("source", source)
                .param("key", key)
                .param("folder", folder)
                .query(Long.class)
                .list();
    }

    /** It is tried again; when its parts came stays as it was. */
    void reopen(long id) {
        jdbc.sql(
                        """
                        update examination set state = 'OPEN', opened_at = clock_timestamp(), touches = touches + 1,
                            failures = 0, due_at =
                        """
                                + SOON + " where id = :id")
                .param("id", id)
                .update();
    }

    void quarantine(long id) {
        jdbc.sql("update examination set state = 'QUARANTINED', due_at = null where id = :id")
                .param("id", id)
                .update();
    }

    void converted(long id, String studyUid, DeviceRecord record) {
        jdbc.sql(
                        """
                        update examination set state = 'CONVERTED', due_at = null, study_uid = :study,
                            converted_at = coalesce(converted_at, clock_timestamp()),
                            record = coalesce(record, cast(:record as json))
                        where id = :id
                        """)
                .param("study", studyUid)
                .param("record", write(record))
                .param("id", id)
                .update();
    }

    /** Nothing is left to do: the examination has its study, or has lost its files to another. */
    void finished(Examination examination) {
        jdbc.sql(
                        """
                        update examination set due_at = null,
                            state = case when study_uid is null then state else 'CONVERTED' end
                        where id = :id
                        """)
                .param("id", examination.id())
                .update();
    }

    void lookAgainAt(long id, Instant time) {
        jdbc.sql("update examination set due_at = :due where id = :id")
                .param("due", OffsetDateTime.ofInstant(time, ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    /** A signal is about to be given: the sweeper gives it again if nothing came of it. */
    void signalled(long id) {
        lookAgainAt(id, Instant.now().plus(SIGNAL_PATIENCE));
    }

    /** Open examinations whose time has come. They count as signalled. */
    List<Long> takeDue() {
        return jdbc.sql(
                        """
                        update examination set due_at = clock_timestamp() + make_interval(secs => :seconds)
                        where id in (select id from examination
                                     where state = 'OPEN' and due_at <= clock_timestamp()
                                     order by due_at limit 1000 for update skip locked)
                        returning id
                        """)
                .param("seconds", SIGNAL_PATIENCE.toSeconds())
                .query(Long.class)
                .list();
    }

    /** At a start, or after the broker was away: whatever was signalled before may be lost. */
    void forgetSignals() {
        jdbc.sql("update examination set due_at = clock_timestamp() where state = 'OPEN' and due_at is not null")
                .update();
    }

    int countFailure(long id) {
        return jdbc.sql("update examination set failures = failures + 1 where id = :id returning failures")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** What sidecars in a folder said so far, by the key of the examination. */
    Map<String, DeviceRecord> recordsIn(String source, String folder) {
        return jdbc
                .sql(
                        "select key, fields::text as fields from device_record where source = :source and folder = :folder")
                .param("source", source)
                .param("folder", folder)
                .query((row, i) -> Map.entry(row.getString("key"), read(row.getString("fields"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Keeps what a sidecar says of an examination, in place of what another said that came earlier.
     *
     * @return whether it is kept; not so if a sidecar that came later has spoken
     */
    boolean putRecord(String source, String folder, String key, long fileId, DeviceRecord record) {
        return jdbc.sql(
                                """
                                insert into device_record (source, folder, key, file_id, fields, arrived_at)
                                values (:source, :folder, :key, :file, cast(:fields as json),
                                        (select max(seen_at) from landed_name where file_id = :file))
                                on conflict (source, key, folder) do update
                                    set file_id = excluded.file_id, fields = excluded.fields,
                                        arrived_at = excluded.arrived_at
                                    where device_record.arrived_at <= excluded.arrived_at
                                """)
                        .param("source", source)
                        .param("folder", folder)
                        .param("key", key)
                        .param("file", fileId)
                        .param("fields", write(record))
                        .update()
                == 1;
    }

    /** Forgets what a sidecar said under keys that it no longer has: the profile was mended. */
    void forgetOtherRecords(long fileId, Set<String> keys) {
        jdbc.sql("delete from device_record where file_id = :file and not key = any(:keys)")
                .param("file", fileId)
                .param("keys", keys.toArray(String[]::new))
                .update();
    }

    /** A record and the landed file that holds it. */
    record FiledRecord(long fileId, DeviceRecord record) {}

    /**
     * What a sidecar says of an examination: what it said to the examination itself, else what the nearest one says that
     * stands in its folder or above. That may speak of another examination with the same key: what was said to an earlier
     * one is that one's, and where there is a later one it is the later one's.
     */
    Optional<FiledRecord> recordOf(Examination examination) {
        return spokenTo(examination).or(() -> newestRecord(examination).filter(record -> isFree(record, examination)));
    }

    private Optional<FiledRecord> spokenTo(Examination examination) {
        return jdbc.sql(
                        """
                        select spoken_by, spoken::text as spoken from examination
                        where id = :id and spoken is not null
                        """)
                .param("id", examination.id())
                .query((row, i) -> new FiledRecord(row.getLong("spoken_by"), read(row.getString("spoken"))))
                .optional();
    }

    private boolean isFree(FiledRecord record, Examination examination) {
        return jdbc.sql(
                        """
                        select not exists (select 1 from examination
                            where source = :source and folder = :folder and key = :key
                              and (turn > :turn
                                   or turn < :turn and :record in (spoken::text, examination.record::text)))
                        """)
                .param("source", examination.source())
                .param("folder", examination.folder())
                .param("key", examination.key())
                .param("turn", examination.turn())
                .param("record", write(record.record()))
                .query(Boolean.class)
                .single();
    }

    /** What the nearest sidecar says of this key, whichever examination it means. */
    Optional<FiledRecord> newestRecord(Examination examination) {
        return jdbc.sql(
                        """
                        select file_id, fields::text as fields from device_record
                        where source = :source and key = :key and folder = any(:folders)
                        order by length(folder) desc limit 1
                        """)
                .param("source", examination.source())
                .param("key", examination.key())
                .param("folders", PlacedName.upwards(examination.folder()).toArray(String[]::new))
                .query((row, i) -> new FiledRecord(row.getLong("file_id"), read(row.getString("fields"))))
                .optional();
    }

    private String write(DeviceRecord record) {
        try {
            return json.writeValueAsString(record.fields());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of texts cannot fail to become JSON", e);
        }
    }

    private DeviceRecord read(String fields) {
        try {
            return new DeviceRecord(json.readValue(fields, new TypeReference<LinkedHashMap<String, String>>() {}));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The table device_record holds something that is not a map of texts", e);
        }
    }

    private Examination examination(ResultSet row) throws SQLException {
        return new Examination(
                row.getLong("id"),
                row.getString("source"),
                row.getString("folder"),
                row.getString("key"),
                row.getInt("turn"),
                Examination.State.valueOf(row.getString("state")),
                instant(row, "received_at"),
                instant(row, "opened_at"),
                instant(row, "last_arrival"),
                row.getInt("touches"),
                conversion(row),
                Optional.ofNullable(row.getString("study_uid")));
    }

    private Optional<Examination.Conversion> conversion(ResultSet row) throws SQLException {
        String record = row.getString("record");
        return record == null
                ? Optional.empty()
                : Optional.of(new Examination.Conversion(instant(row, "converted_at"), read(record)));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
