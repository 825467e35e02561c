package ua.vuzol.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of landed files. */
@Component
class Ledger {
    private static final String FILES =
            """
            select f.*,
                (select max(n.seen_at) from landed_name n where n.file_id = f.id) as arrived_at,
                (select array_agg(n.name order by n.seen_at desc, n.id desc) from landed_name n where n.file_id = f.id) as names
            from landed_file f
            """;

    /** How long a signal may lie in the queue before it is given again. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What became of an arrival.
     *
     * @param firstTime the content was not known from this source
     * @param newName the content is under this name for the first time
     */
    record Entry(long fileId, boolean firstTime, boolean newName) {}

    Entry enter(String source, LandingStore.Copy copy, String name) {
        Optional<Long> inserted = jdbc.sql(
                        """
                        insert into landed_file (source, sha256, size, state) values (:source, :sha256, :size, 'LANDED')
                        on conflict (source, sha256) do nothing returning id
                        """)
                .param("source", source)
                .param("sha256", copy.sha256())
                .param("size", copy.size())
                .query(Long.class)
                .optional();
        long id = inserted.orElseGet(
                () -> jdbc.sql("select id from landed_file where source = :source and sha256 = :sha256")
                        .param("source", source)
                        .param("sha256", copy.sha256())
                        .query(Long.class)
                        .single());
        boolean newName = jdbc.sql(
                        """
                        insert into landed_name (file_id, name) values (:id, :name)
                        on conflict (file_id, md5(name)) do update set seen_at = clock_timestamp()
                        returning xmax = 0
                        """)
                .param("id", id)
                .param("name", name)
                .query(Boolean.class)
                .single();
        return new Entry(id, inserted.isPresent(), newName);
    }

    /** The row, locked until the transaction ends. */
    Optional<LandedFile> lock(long id) {
        return jdbc.sql(FILES + "where f.id = :id for update of f")
                .param("id", id)
                .query((row, i) -> file(row))
                .optional();
    }

    /** The row, locked until the transaction ends; empty if another has it. */
    Optional<LandedFile> lockIfFree(long id) {
        return jdbc.sql(FILES + "where f.id = :id for update of f skip locked")
                .param("id", id)
                .query((row, i) -> file(row))
                .optional();
    }

    Optional<LandedFile> find(long id) {
        return jdbc.sql(FILES + "where f.id = :id")
                .param("id", id)
                .query((row, i) -> file(row))
                .optional();
    }

    /** The images of an examination but for those that another took the place of, in the order of their arrival. */
    List<LandedFile> imagesOf(long examinationId) {
        return jdbc.sql(FILES + "where f.examination_id = :id and f.state <> 'SUPERSEDED' order by f.id")
                .param("id", examinationId)
                .query((row, i) -> file(row))
                .list();
    }

    void setState(long id, FileState state) {
        jdbc.sql("update landed_file set state = :state where id = :id")
                .param("state", state.name())
                .param("id", id)
                .update();
    }

    /** From the start again, as if the file had just landed. */
    void landAgain(long id) {
        jdbc.sql(
                        """
                        update landed_file set state = 'LANDED', failures = 0, signalled_at = clock_timestamp()
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    void assignTo(long id, long examinationId) {
        jdbc.sql("update landed_file set state = 'ASSEMBLED', examination_id = :examination where id = :id")
                .param("examination", examinationId)
                .param("id", id)
                .update();
    }

    int countFailure(long id) {
        return jdbc.sql("update landed_file set failures = failures + 1 where id = :id returning failures")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** At a start, or after the broker was away: whatever was signalled before may be lost. */
    void forgetSignals() {
        jdbc.sql(
                        """
                        update landed_file set signalled_at = '-infinity'
                        where state = 'LANDED' and signalled_at > '-infinity'
                        """)
                .update();
    }

    /** Files that landed but were not looked at for a while: their signal was lost. They count as signalled again. */
    List<Long> takeUnsignalled() {
        return jdbc.sql(
                        """
                        update landed_file set signalled_at = clock_timestamp()
                        where id in (select id from landed_file
                                     where state = 'LANDED' and signalled_at < clock_timestamp() - make_interval(secs => :seconds)
                                     order by id limit 1000 for update skip locked)
                        returning id
                        """)
                .param("seconds", SIGNAL_PATIENCE.toSeconds())
                .query(Long.class)
                .list();
    }

    private static LandedFile file(ResultSet row) throws SQLException {
        return new LandedFile(
                row.getLong("id"),
                row.getString("source"),
                row.getString("sha256"),
                FileState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getObject("examination_id", Long.class)),
                row.getObject("arrived_at", OffsetDateTime.class).toInstant(),
                List.of((String[]) row.getArray("names").getArray()));
    }
}
