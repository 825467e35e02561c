package ua.vuzol.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of what was set aside. */
@Component
class QuarantineTable {
    private static final String ENTRIES =
            """
            select q.*, e.key as examination_key,
                   array(select n.name
                         from (select q.file_id as id
                               union select f.id from landed_file f where f.examination_id = q.examination_id
                               union select o.landed_file_id from received_object o where o.id = q.received_id
                               union select r.file_id from device_record r
                                     where r.source = e.source and r.key = e.key
                                       and (r.folder in ('', e.folder) or starts_with(e.folder, r.folder || '/'))) part
                         join landed_name n on n.file_id = part.id
                         order by n.id)
                       || array_remove(array[q.name], null)
                       || array(select left(o.sha256, 2) || '/' || o.sha256 from received_object o
                                where o.id = q.received_id and o.landed_file_id is null) as files
            from quarantine_entry q left join examination e on e.id = q.examination_id
            """;

    private final JdbcClient jdbc;

    QuarantineTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an entry is about: a file, an examination, a received object, or none of them where the file could not even be read. */
    record Row(QuarantineEntry entry, Optional<Long> fileId, Optional<Long> examinationId, Optional<Long> receivedId) {}

    void add(String source, String reason, Optional<Long> fileId, Optional<Long> examinationId) {
        jdbc.sql(
                        """
                        insert into quarantine_entry (source, reason, file_id, examination_id)
                        values (:source, :reason, :file, :examination)
                        """)
                .param("source", source)
                .param("reason", storable(reason))
                .param("file", fileId.orElse(null), java.sql.Types.BIGINT)
                .param("examination", examinationId.orElse(null), java.sql.Types.BIGINT)
                .update();
    }

    /** @param conflict whether it contradicts what the archive has, so that a person may accept it instead */
    void addReceived(String source, String reason, long receivedId, boolean conflict) {
        jdbc.sql(
                        """
                        insert into quarantine_entry (source, reason, received_id, conflict)
                        values (:source, :reason, :received, :conflict)
                        """)
                .param("source", source)
                .param("reason", storable(reason))
                .param("received", receivedId)
                .param("conflict", conflict)
                .update();
    }

    /** Why a received object is in quarantine; empty if it is not. */
    Optional<String> reasonOfReceived(long receivedId) {
        return jdbc.sql(
                        """
                        select reason from quarantine_entry where released_at is null and received_id = :received
                        order by id desc limit 1
                        """)
                .param("received", receivedId)
                .query(String.class)
                .optional();
    }

    /** A file that cannot even be read: one open entry for a name. */
    void addUnreadable(String source, String reason, String name) {
        jdbc.sql(
                        """
                        insert into quarantine_entry (source, reason, name) values (:source, :reason, :name)
                        on conflict (source, md5(name)) where released_at is null do nothing
                        """)
                .param("source", source)
                .param("reason", storable(reason))
                .param("name", name)
                .update();
    }

    void releaseUnreadable(String source, String name) {
        jdbc.sql(
                        """
                        update quarantine_entry set released_at = clock_timestamp()
                        where released_at is null and source = :source and md5(name) = md5(:name)
                        """)
                .param("source", source)
                .param("name", name)
                .update();
    }

    /** Releases an entry; false if it was released before. */
    boolean claim(long id) {
        return jdbc.sql(
                                """
                                update quarantine_entry set released_at = clock_timestamp()
                                where id = :id and released_at is null
                                """)
                        .param("id", id)
                        .update()
                == 1;
    }

    void release(Optional<Long> fileId, Optional<Long> examinationId) {
        jdbc.sql(
                        """
                        update quarantine_entry set released_at = clock_timestamp()
                        where released_at is null and (file_id = :file or examination_id = :examination)
                        """)
                .param("file", fileId.orElse(null), java.sql.Types.BIGINT)
                .param("examination", examinationId.orElse(null), java.sql.Types.BIGINT)
                .update();
    }

    List<Row> open() {
        return jdbc.sql(ENTRIES + "where q.released_at is null order by q.at desc, q.id desc limit 1000")
                .query((row, i) -> row(row))
                .list();
    }

    /** Why one of these files or examinations is in quarantine; empty if none is. */
    Optional<String> reasonOf(List<Long> fileIds, List<Long> examinationIds) {
        return jdbc.sql(
                        """
                        select reason from quarantine_entry
                        where released_at is null and (file_id = any(:files) or examination_id = any(:examinations))
                        order by id desc limit 1
                        """)
                .param("files", fileIds.toArray(Long[]::new))
                .param("examinations", examinationIds.toArray(Long[]::new))
                .query(String.class)
                .optional();
    }

    Optional<Row> find(long id) {
        return jdbc.sql(ENTRIES + "where q.id = :id")
                .param("id", id)
                .query((row, i) -> row(row))
                .optional();
    }

    /** PostgreSQL's text has no U+0000, and a reason may quote a device's junk. */
    private static String storable(String reason) {
        return reason.replace('\0', '\uFFFD');
    }

    private static Row row(ResultSet row) throws SQLException {
        QuarantineEntry entry = new QuarantineEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("source"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("examination_key")),
                List.of((String[]) row.getArray("files").getArray()),
                row.getBoolean("conflict"),
                Optional.ofNullable(row.getObject("released_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
        return new Row(
                entry,
                Optional.ofNullable(row.getObject("file_id", Long.class)),
                Optional.ofNullable(row.getObject("examination_id", Long.class)),
                Optional.ofNullable(row.getObject("received_id", Long.class)));
    }
}
