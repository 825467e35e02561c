package ua.vuzol.worklist;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
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
    private final Items items;
    private final Progress progress;
    private final Duration quiet;

    InferredSteps(JdbcClient jdbc, Items items, Progress progress, @Value("${vuzol.study-quiet}") Duration quiet) {
        this.jdbc = jdbc;
        this.items = items;
        this.progress = progress;
        this.quiet = quiet;
    }

    void performed(long itemId, String studyUid, Instant firstImage) {
        jdbc.sql(
                        """
                        insert into imaged_study (item_id, study_uid) values (:id, :study)
                        on conflict (study_uid, item_id) do update set taken_away = false where imaged_study.taken_away
                        """)
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
                        where id = any(:ids) and status = 'STARTED' and last_image_at is not null
                        order by id for update
                        """)
                .param("ids", items.imagedBy(studyUid).toArray(Long[]::new))
                .query(Long.class)
                .list();
        if (!begun.isEmpty()) {
            progress.change(begun, StepStatus.COMPLETED, "images", "All images are there: the step is done.");
        }
    }

    /**
     * The images of a study are not of these steps, says a person. Steps of which that was said before and is not now count as if
     * nothing had been said.
     */
    void notPerformed(Set<Long> notTheirs, String studyUid, String actor) {
        Long[] ids = notTheirs.toArray(Long[]::new);
        jdbc.sql("delete from imaged_study where study_uid = :study and taken_away and item_id <> all(:ids)")
                .param("study", studyUid)
                .param("ids", ids)
                .update();
        jdbc.sql(
                        """
                        insert into imaged_study (item_id, study_uid, taken_away) select *, :study, true from unnest(:ids)
                        on conflict (study_uid, item_id) do update set taken_away = true
                        """)
                .param("study", studyUid)
                .param("ids", ids)
                .update();
        List<Long> begunByThem = jdbc.sql(
                        """
                        update worklist_item set last_image_at = null
                        where id = any(:ids) and last_image_at is not null and status in ('STARTED', 'COMPLETED')
                          and id not in (select item_id from imaged_study where item_id = any(:ids) and not taken_away)
                          and id not in (select item_id from performed_step_item where item_id = any(:ids))
                        returning id
                        """)
                .param("ids", ids)
                .query(Long.class)
                .list();
        if (!begunByThem.isEmpty()) {
            progress.change(
                    begunByThem,
                    StepStatus.SCHEDULED,
                    actor,
                    "The images that began the step are not of it, says " + actor + ": it waits again.");
        }
    }
}
