package ua.vuzol.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.StudyMatch.State;

/** The tables of matches and of persons' decisions about them. */
@Component
class StudyMatches {
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final JdbcClient jdbc;

    StudyMatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A person's decision.
     *
     * @param before empty where the study had no match
     */
    record Decision(long id, String studyUid, String actor, Optional<StudyMatch> before) {}

    Map<String, StudyMatch> of(Collection<String> studyUids) {
        return jdbc
                .sql("select * from study_match where study_uid = any(:uids)")
                .param("uids", studyUids.toArray(String[]::new))
                .query((row, i) -> match(row))
                .list()
                .stream()
                .collect(Collectors.toMap(StudyMatch::studyUid, Function.identity()));
    }

    /** Enters what the hub found out, unless somebody was faster. */
    boolean enter(String studyUid, State state, Optional<Long> itemId, String reason, String actor) {
        return jdbc.sql(
                                """
                        insert into study_match (study_uid, state, item_id, reason, actor)
                        values (:uid, :state, :item, :reason, :actor)
                        on conflict do nothing
                        """)
                        .param("uid", studyUid)
                        .param("state", state.name())
                        .param("item", itemId.orElse(null), java.sql.Types.BIGINT)
                        .param("reason", reason)
                        .param("actor", actor)
                        .update()
                > 0;
    }

    /** Enters what a person decides, and remembers what was before. */
    void decide(String studyUid, State state, Optional<Long> itemId, String reason, String actor) {
        remember(studyUid, actor);
        put(studyUid, state, itemId, reason, actor);
    }

    private void put(String studyUid, State state, Optional<Long> itemId, String reason, String actor) {
        jdbc.sql(
                        """
                        insert into study_match (study_uid, state, item_id, reason, actor)
                        values (:uid, :state, :item, :reason, :actor)
                        on conflict (study_uid) do update
                            set state = excluded.state, item_id = excluded.item_id, reason = excluded.reason,
                                actor = excluded.actor, decided_at = clock_timestamp()
                        """)
                .param("uid", studyUid)
                .param("state", state.name())
                .param("item", itemId.orElse(null), java.sql.Types.BIGINT)
                .param("reason", reason)
                .param("actor", actor)
                .update();
    }

    private void remember(String studyUid, String actor) {
        jdbc.sql(
                        """
                        insert into study_match_decision (study_uid, actor, before_state, before_item, before_reason)
                        select :uid, :actor, m.state, m.item_id, m.reason
                        from (select 1) as one left join study_match m on m.study_uid = :uid
                        """)
                .param("uid", studyUid)
                .param("actor", actor)
                .update();
    }

    /**
     * Takes the last decision about a study back; that is to be applied like a decision.
     *
     * @return false if there is none
     */
    boolean undo(String studyUid, String actor) {
        Optional<Decision> last = jdbc.sql(
                        """
                        update study_match_decision set undone = true, applied = false, signalled_at = '-infinity'
                        where id = (select id from study_match_decision where study_uid = :uid and not undone
                                    order by id desc limit 1 for update)
                        returning *
                        """)
                .param("uid", studyUid)
                .query((row, i) -> decision(row))
                .optional();
        last.ifPresent(decision -> decision.before()
                .ifPresentOrElse(
                        before -> put(studyUid, before.state(), before.itemId(), before.reason(), actor),
                        () -> jdbc.sql("delete from study_match where study_uid = :uid")
                                .param("uid", studyUid)
                                .update()));
        return last.isPresent();
    }

    /** Decisions that are to be applied to the objects; they count as signalled. */
    List<Long> takeUnapplied() {
        return jdbc.sql(
                        """
                        update study_match_decision set signalled_at = clock_timestamp()
                        where id in (select id from study_match_decision
                                     where not applied
                                       and (signalled_at < clock_timestamp() - make_interval(secs => :patience)
                                            or signalled_at > clock_timestamp() + make_interval(secs => :patience))
                                     order by id limit 100 for update skip locked)
                        returning id
                        """)
                .param("patience", SIGNAL_PATIENCE.toSeconds())
                .query(Long.class)
                .list();
    }

    void forgetSignals() {
        jdbc.sql("update study_match_decision set signalled_at = '-infinity' where not applied")
                .update();
    }

    Optional<Decision> unapplied(long id) {
        return jdbc.sql("select * from study_match_decision where id = :id and not applied")
                .param("id", id)
                .query((row, i) -> decision(row))
                .optional();
    }

    void applied(long id) {
        jdbc.sql("update study_match_decision set applied = true where id = :id")
                .param("id", id)
                .update();
    }

    /** Newest first. */
    List<StudyMatch> list(Collection<State> states) {
        return jdbc.sql(
                        """
                        select * from study_match where state = any(:states) order by decided_at desc limit :most
                        """)
                .param("states", states.stream().map(State::name).toArray(String[]::new))
                .param("most", MOST)
                .query((row, i) -> match(row))
                .list();
    }

    private static StudyMatch match(ResultSet row) throws SQLException {
        return new StudyMatch(
                row.getString("study_uid"),
                State.valueOf(row.getString("state")),
                Optional.ofNullable(row.getObject("item_id", Long.class)),
                row.getString("reason"),
                row.getString("actor"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }

    private static Decision decision(ResultSet row) throws SQLException {
        String uid = row.getString("study_uid");
        String actor = row.getString("actor");
        OffsetDateTime at = row.getObject("decided_at", OffsetDateTime.class);
        Optional<String> state = Optional.ofNullable(row.getString("before_state"));
        Optional<Long> item = Optional.ofNullable(row.getObject("before_item", Long.class));
        String reason = row.getString("before_reason");
        return new Decision(
                row.getLong("id"),
                uid,
                actor,
                state.map(text -> new StudyMatch(uid, State.valueOf(text), item, reason, actor, at.toInstant())));
    }
}
