package ua.vuzol.delivery;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a person does about deliveries, told in the timelines of the studies. */
@Component
class Interventions {
    private final JdbcClient jdbc;
    private final StudyQueue queue;
    private final Outages outages;
    private final Standing standing;
    private final Timeline timeline;

    Interventions(JdbcClient jdbc, StudyQueue queue, Outages outages, Standing standing, Timeline timeline) {
        this.jdbc = jdbc;
        this.queue = queue;
        this.outages = outages;
        this.standing = standing;
        this.timeline = timeline;
    }

    private record Changed(String destination, String studyUid, int objects) {}

    int retry(DeliveryQuery query) {
        List<Changed> changed = change(
                query,
                """
                update delivery d
                set state = case when d.state = 'DOUBTFUL' then d.state else 'WAITING' end, told = '', unkept = 0,
                    changed_at = clock_timestamp()
                where (d.state in ('REJECTED', 'WAITING', 'DOUBTFUL') or d.state = 'CANCELLED' and :state::text = 'CANCELLED')
                """);
        changed.forEach(one -> {
            queue.open(one.destination(), one.studyUid());
            queue.forgetFailures(one.destination(), one.studyUid());
            outages.over(one.destination());
            timeline.changed(standing.title(one.destination()), one.studyUid(), "tried again", one.objects());
        });
        return count(changed);
    }

    int cancel(DeliveryQuery query) {
        List<Changed> changed = change(
                query,
                """
                update delivery d set state = 'CANCELLED', changed_at = clock_timestamp()
                where d.state in ('WAITING', 'DOUBTFUL', 'SENT', 'REJECTED')
                """);
        changed.forEach(
                one -> timeline.changed(standing.title(one.destination()), one.studyUid(), "cancelled", one.objects()));
        return count(changed);
    }

    private List<Changed> change(DeliveryQuery query, String update) {
        String sql = "with changed as (" + update + " and " + Conditions.SQL
                + " returning d.destination, d.study_uid) "
                + "select destination, study_uid, count(*) as objects from changed group by 1, 2";
        return Conditions.bind(jdbc.sql(sql), query).query(Changed.class).list();
    }

    private static int count(List<Changed> changed) {
        return changed.stream().mapToInt(Changed::objects).sum();
    }
}
