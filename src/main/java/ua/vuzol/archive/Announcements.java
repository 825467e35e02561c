package ua.vuzol.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is still to be told of studies: each has a revision, and the one that was told last. */
@Component
class Announcements {
    /** For how long a signal counts as on its way. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int MOST = 1000;

    private final JdbcClient jdbc;

    Announcements(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Changed studies that are not signalled already. They count as signalled; a time to come is a clock set back. */
    List<String> take() {
        return jdbc.sql(
                        """
                        update study set signalled_at = clock_timestamp()
                        where uid in (select uid from study
                                      where revision > announced
                                        and (signalled_at < clock_timestamp() - make_interval(secs => :seconds)
                                             or signalled_at > clock_timestamp())
                                      limit :most for update skip locked)
                        returning uid
                        """)
                .param("seconds", PATIENCE.toSeconds())
                .param("most", MOST)
                .query(String.class)
                .list();
    }

    Optional<StudyChange> change(String studyUid) {
        return jdbc.sql(
                        """
                        select s.*, coalesce(to_char(s.study_date, 'YYYYMMDD'), '') as date,
                               p.sex, coalesce(to_char(p.birth_date, 'YYYYMMDD'), '') as birth_date
                        from study s join patient p on p.id = s.patient_id where s.uid = :uid
                        """)
                .param("uid", studyUid)
                .query((row, i) -> change(row))
                .optional();
    }

    private static StudyChange change(ResultSet row) throws SQLException {
        return new StudyChange(
                row.getString("uid"),
                row.getLong("revision"),
                List.of((String[]) row.getArray("modalities").getArray()),
                List.of((String[]) row.getArray("sop_classes").getArray()),
                row.getString("source_ae"),
                row.getString("institution"),
                row.getString("accession"),
                row.getString("description"),
                row.getString("sex"),
                row.getString("birth_date"),
                row.getString("date"),
                row.getInt("instance_count"),
                row.getBoolean("complete"));
    }

    void announced(String studyUid, long revision) {
        jdbc.sql("update study set announced = greatest(announced, :revision) where uid = :uid")
                .param("uid", studyUid)
                .param("revision", revision)
                .update();
    }

    /** At a start: whatever was signalled before may be lost. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        jdbc.sql("update study set signalled_at = '-infinity' where revision > announced")
                .update();
    }
}
