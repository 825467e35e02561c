package ua.vuzol.journey;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Writes and tells timelines. An event is written in the transaction of the change it tells of, so that neither stands
 * without the other. Events are told in the order in which they were written, which a clock that was set back does not change.
 */
@Service
public class Journey {
    private final JdbcClient jdbc;

    Journey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an event to the history of a subject. A character U+0000, which PostgreSQL's text has not, becomes U+FFFD. */
    public void record(Subject subject, Step step, String actor, String text) {
        jdbc.sql("insert into journey_event (subject, step, actor, text) values (:subject, :step, :actor, :text)")
                .param("subject", subject.key())
                .param("step", step.name())
                .param("actor", actor)
                .param("text", text.replace('\0', '\uFFFD'))
                .update();
    }

    /** An event that is still to be written. */
    public record Entry(Subject subject, Step step, String actor, String text) {}

    /** As {@link #record}, for many events by one statement. */
    public void recordAll(List<Entry> events) {
        if (events.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into journey_event (subject, step, actor, text)
                        select * from unnest(:subjects, :steps, :actors, :texts)
                        """)
                .param("subjects", column(events, event -> event.subject().key()))
                .param("steps", column(events, event -> event.step().name()))
                .param("actors", column(events, Entry::actor))
                .param("texts", column(events, event -> event.text().replace('\0', '\uFFFD')))
                .update();
    }

    private static String[] column(List<Entry> events, Function<Entry, String> value) {
        return events.stream().map(value).toArray(String[]::new);
    }

    /** Makes the whole history of a subject, past and future, part of a study's timeline. */
    public void link(Subject subject, String studyInstanceUid) {
        jdbc.sql("insert into journey_link (subject, study_uid) values (:subject, :study) on conflict do nothing")
                .param("subject", subject.key())
                .param("study", studyInstanceUid)
                .update();
    }

    /** The timeline of a study, oldest first; empty if nothing is known of it. */
    public List<JourneyEvent> timeline(String studyInstanceUid) {
        return jdbc.sql(
                        """
                        select at, step, actor, text from journey_event
                        where subject = :study
                           or subject in (select subject from journey_link where study_uid = :uid)
                        order by id
                        """)
                .param("study", Subject.study(studyInstanceUid).key())
                .param("uid", studyInstanceUid)
                .query((row, i) -> event(row))
                .list();
    }

    /** The history of one subject, oldest first. */
    public List<JourneyEvent> history(Subject subject) {
        return jdbc.sql("select at, step, actor, text from journey_event where subject = :subject order by id")
                .param("subject", subject.key())
                .query((row, i) -> event(row))
                .list();
    }

    private static JourneyEvent event(java.sql.ResultSet row) throws java.sql.SQLException {
        return new JourneyEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Step.valueOf(row.getString("step")),
                row.getString("actor"),
                row.getString("text"));
    }
}
