package ua.vuzol.delivery;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The studies on their way, one row for each and destination: which is to be signalled, which is being sent, which waits after
 * a failure. A moment in a future that no wait reaches was written before the clock was set back, and counts as past.
 */
@Component
class StudyQueue {
    /** How long a signal may lie in the queue before it is given again. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(2);
    /** How long a claim holds without a sign of life: only a hub that ended leaves one, and its own next start frees it. */
    private static final Duration LEASE = Duration.ofMinutes(10);
    /** So slow is no network: as much longer does a claim hold for a large object. */
    private static final long BYTES_PER_SECOND = 16 * 1024;

    private final JdbcClient jdbc;

    StudyQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return whether nothing of the study waited until now */
    boolean open(String destination, String studyUid) {
        return jdbc.sql(
                                """
                                insert into delivery_study as s (destination, study_uid, open)
                                values (:destination, :study, true)
                                on conflict (destination, study_uid) do update
                                set open = true, opened_at = clock_timestamp() where not s.open
                                """)
                        .param("destination", destination)
                        .param("study", studyUid)
                        .update()
                == 1;
    }

    /**
     * Studies whose turn it is and that nobody was told of; they count as told. Those told before that nobody has taken yet are
     * counted, so that the queue stays short however much waits.
     */
    List<String> takeDue(Destination destination) {
        return jdbc.sql(
                        """
                        update delivery_study s set signalled_at = clock_timestamp()
                        from (select study_uid from delivery_study
                              where destination = :destination and open
                                and not (claimed_until between clock_timestamp() and clock_timestamp() + interval '2 days')
                                and not (next_attempt between clock_timestamp() and clock_timestamp() + :longest * interval '1 second')
                                and not (signalled_at between clock_timestamp() - :patience * interval '1 second' and clock_timestamp())
                              order by opened_at
                              limit greatest(0, :ahead - (
                                  select count(*) from delivery_study
                                  where destination = :destination and open and claimed_until < clock_timestamp()
                                    and signalled_at between clock_timestamp() - :patience * interval '1 second' and clock_timestamp()))
                              for update skip locked) due
                        where s.destination = :destination and s.study_uid = due.study_uid
                        returning s.study_uid
                        """)
                .param("destination", destination.name())
                .param("longest", 2 * destination.retry().longest().toSeconds())
                .param("patience", SIGNAL_PATIENCE.toSeconds())
                .param("ahead", 4 * destination.window())
                .query(String.class)
                .list();
    }

    /**
     * Takes a study for one run, if it waits and no other run has it.
     *
     * @return whether it is taken
     */
    boolean claim(Destination destination, String studyUid, UUID run) {
        return jdbc.sql(
                                """
                                update delivery_study
                                set claimed_by = :run, claimed_until = clock_timestamp() + :lease * interval '1 second',
                                    signalled_at = '-infinity',
                                    next_attempt = case when next_attempt > clock_timestamp() then '-infinity' else next_attempt end
                                where destination = :destination and study_uid = :study and open
                                  and not (claimed_until between clock_timestamp() and clock_timestamp() + interval '2 days')
                                  and not (next_attempt between clock_timestamp() and clock_timestamp() + :longest * interval '1 second')
                                """)
                        .param("run", run.toString())
                        .param("lease", LEASE.toSeconds())
                        .param("destination", destination.name())
                        .param("study", studyUid)
                        .param("longest", 2 * destination.retry().longest().toSeconds())
                        .update()
                == 1;
    }

    /** The run lives, and is about to send so many bytes. */
    void renew(String destination, String studyUid, UUID run, long bytes) {
        jdbc.sql(
                        """
                        update delivery_study set claimed_until = clock_timestamp() + :lease * interval '1 second'
                        where destination = :destination and study_uid = :study and claimed_by = :run
                        """)
                .param("lease", LEASE.toSeconds() + bytes / BYTES_PER_SECOND)
                .param("destination", destination)
                .param("study", studyUid)
                .param("run", run.toString())
                .update();
    }

    /** The run is over; the study is closed if nothing of it waits. */
    void release(String destination, String studyUid, UUID run) {
        jdbc.sql(
                        """
                        update delivery_study s
                        set claimed_by = '', claimed_until = '-infinity',
                            open = exists (select from delivery d
                                           where d.destination = s.destination and d.study_uid = s.study_uid
                                             and d.state in ('WAITING', 'DOUBTFUL'))
                        where destination = :destination and study_uid = :study and claimed_by = :run
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .param("run", run.toString())
                .update();
    }

    /** @return how often it failed in a row, this time included */
    int countFailure(String destination, String studyUid) {
        return jdbc.sql(
                        """
                        update delivery_study set failures = failures + 1
                        where destination = :destination and study_uid = :study returning failures
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .query(Integer.class)
                .single();
    }

    void postpone(String destination, String studyUid, Duration wait) {
        jdbc.sql(
                        """
                        update delivery_study set next_attempt = clock_timestamp() + :millis * interval '1 millisecond'
                        where destination = :destination and study_uid = :study
                        """)
                .param("millis", wait.toMillis())
                .param("destination", destination)
                .param("study", studyUid)
                .update();
    }

    void forgetFailures(String destination, String studyUid) {
        jdbc.sql(
                        """
                        update delivery_study set failures = 0, next_attempt = '-infinity'
                        where destination = :destination and study_uid = :study
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .update();
    }

    /**
     * At a start: whatever was signalled may be lost, and whoever had claimed a study is gone. The object that was being sent
     * then may have arrived.
     */
    void forgetSignals() {
        jdbc.sql(
                        """
                        update delivery d set state = 'DOUBTFUL'
                        from (select destination, study_uid from delivery_study
                              where open and claimed_until > '-infinity') s
                        where d.state = 'WAITING' and d.id = (
                            select min(id) from delivery f
                            where f.destination = s.destination and f.study_uid = s.study_uid
                              and f.state in ('WAITING', 'DOUBTFUL'))
                        """)
                .update();
        jdbc.sql(
                        """
                        update delivery_study
                        set signalled_at = '-infinity', claimed_by = '', claimed_until = '-infinity' where open
                        """)
                .update();
    }
}
