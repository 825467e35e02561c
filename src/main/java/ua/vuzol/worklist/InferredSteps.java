package ua.vuzol.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Steps of modalities that send images but do not report on their steps: begun with the first image, and done when none has come
 * for a while. The time of the newest image is a row and the database's, so that a restart forgets none; one that a clock set back
 * has moved far ahead counts as over. Methods run in the caller's transaction.
 */
@Component
class InferredSteps {
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Progress progress;
    private final Duration quiet;

    InferredSteps(JdbcClient jdbc, Progress progress, @Value("${vuzol.study-quiet}") Duration quiet) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.quiet = quiet;
    }

    void performed(long itemId, String studyUid, Instant firstImage) {
        jdbc.sql("insert into imaged_study (item_id, study_uid) values (:id, :study) on conflict do nothing")
                .param("id", itemId)
                .param("study", studyUid)
                .update();
        boolean begins = jdbc.sql(
                                """
                        update worklist_item set last_image_at = clock_timestamp()
                        where id = :id and status in ('SCHEDULED', 'ARRIVED', 'READY')
                        """)
                        .param("id", itemId)
                        .update()
                > 0;
        if (begins) {
            progress.change(
                    List.of(itemId),
                    StepStatus.STARTED,
                    "images",
                    "The first image came; it was made at " + OffsetDateTime.ofInstant(firstImage, ZoneOffset.UTC)
                            + " in study " + studyUid + ".");
        } else {
            jdbc.sql(
                            """
                            update worklist_item set last_image_at = clock_timestamp()
                            where id = :id and status = 'STARTED' and last_image_at is not null
                            """)
                    .param("id", itemId)
                    .update();
        }
    }

    /** Ends the steps for which no image came for a while. */
    void completeQuiet() {
        List<Long> due = jdbc.sql(
                        """
                        select id from worklist_item
                        where last_image_at is not null and status = 'STARTED'
                          and (last_image_at <= clock_timestamp() - make_interval(secs => :quiet)
                               or last_image_at > clock_timestamp() + interval '1 minute')
                        order by last_image_at limit :most for update skip locked
                        """)
                .param("quiet", quiet.toMillis() / 1000.0)
                .param("most", MOST)
                .query(Long.class)
                .list();
        if (!due.isEmpty()) {
            progress.change(
                    due,
                    StepStatus.COMPLETED,
                    "images",
                    "No image came for " + quiet.toSeconds() + " s: the step is done.");
        }
    }

    /** All images of a study are there. */
    void complete(String studyUid) {
        List<Long> begun = jdbc.sql(
                        """
                        select id from worklist_item
                        where status = 'STARTED' and last_image_at is not null
                          and (study_uid = :study or id in (select item_id from imaged_study where study_uid = :study))
                        order by id for update
                        """)
                .param("study", studyUid)
                .query(Long.class)
                .list();
        if (!begun.isEmpty()) {
            progress.change(begun, StepStatus.COMPLETED, "images", "All images are there: the step is done.");
        }
    }

    /** The images of a study are of no step, or of another, than they were taken for. */
    void notPerformed(long itemId, String studyUid, String actor) {
        jdbc.sql("delete from imaged_study where item_id = :id and study_uid = :study")
                .param("id", itemId)
                .param("study", studyUid)
                .update();
        boolean begunByThem = jdbc.sql(
                                """
                        update worklist_item set last_image_at = null
                        where id = :id and last_image_at is not null and status in ('STARTED', 'COMPLETED')
                          and not exists (select from imaged_study where item_id = :id)
                          and not exists (select from performed_step_item where item_id = :id)
                        """)
                        .param("id", itemId)
                        .update()
                > 0;
        if (begunByThem) {
            progress.change(
                    List.of(itemId),
                    StepStatus.SCHEDULED,
                    actor,
                    "The images that began the step are not of it, says " + actor + ": it waits again.");
        }
    }
}
