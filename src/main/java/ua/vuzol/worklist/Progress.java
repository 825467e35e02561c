package ua.vuzol.worklist;

import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** Changes the status of steps as they are done, tells the timelines and whoever else wants to know, in the caller's transaction. */
@Component
class Progress {
    private final JdbcClient jdbc;
    private final Journey journey;
    private final ApplicationEventPublisher events;

    Progress(JdbcClient jdbc, Journey journey, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.journey = journey;
        this.events = events;
    }

    private record Changed(long id, String studyUid) {}

    /**
     * Those that have the status already stay as they are.
     *
     * @param actor who says so
     * @param sentence for the timelines of their studies
     */
    void change(List<Long> items, StepStatus status, String actor, String sentence) {
        List<Changed> changed = jdbc.sql(
                        """
                        update worklist_item set status = :status, changed_at = clock_timestamp()
                        where id = any(:ids) and status <> :status
                        returning id, study_uid
                        """)
                .param("status", status.name())
                .param("ids", items.stream().sorted().toArray(Long[]::new))
                .query((row, i) -> new Changed(row.getLong("id"), row.getString("study_uid")))
                .list();
        changed.stream()
                .map(Changed::studyUid)
                .distinct()
                .forEach(study -> journey.record(Subject.study(study), Step.PERFORMED, actor, sentence));
        if (!changed.isEmpty()) {
            events.publishEvent(
                    new StepsChanged(changed.stream().map(Changed::id).toList(), status));
        }
    }

    /** As {@link #change}, because the MIS says so, which it need not be told. */
    void changeByOrder(List<Long> items, StepStatus status, String partner) {
        jdbc
                .sql(
                        """
                        update worklist_item set status = :status, changed_at = clock_timestamp()
                        where id = any(:ids) and status <> :status returning study_uid
                        """)
                .param("status", status.name())
                .param("ids", items.stream().sorted().toArray(Long[]::new))
                .query(String.class)
                .list()
                .stream()
                .distinct()
                .forEach(study -> journey.record(
                        Subject.study(study), Step.ORDERED, partner, "By the order the step is " + status + " now."));
    }
}
