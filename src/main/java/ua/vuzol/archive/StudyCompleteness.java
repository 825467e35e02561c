package ua.vuzol.archive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/**
 * Tells when all of a study has come: when the objects are there that somebody has said it has, and no others, or else when
 * none has come for a while. All times are rows and the database's, so that a restart forgets none; one that a clock set back
 * has moved far ahead counts as over. Methods run in the caller's transaction.
 */
@Component
class StudyCompleteness {
    private static final int MOST = 200;

    private final JdbcClient jdbc;
    private final Journey journey;
    private final Duration quiet;

    StudyCompleteness(JdbcClient jdbc, Journey journey, @Value("${vuzol.study-quiet}") Duration quiet) {
        this.jdbc = jdbc;
        this.journey = journey;
        this.quiet = quiet;
    }

    /** Notes what a study is said to have; what the same evidence said before is forgotten. */
    void expect(String studyUid, String evidence, List<String> instances, int number) {
        jdbc.sql(
                        """
                        insert into study_expectation (study_uid, evidence, instances, number)
                        values (:study, :evidence, :instances, :number)
                        on conflict (study_uid, evidence) do update
                            set instances = excluded.instances, number = excluded.number
                        """)
                .param("study", studyUid)
                .param("evidence", evidence)
                .param("instances", instances.toArray(String[]::new))
                .param("number", number)
                .update();
        jdbc.sql("update study set judge_at = clock_timestamp() where uid = :study")
                .param("study", studyUid)
                .update();
    }

    private record Due(String uid, int instances, boolean complete, boolean quietIsOver) {}

    private record Expectation(String evidence, int number, int missing) {}

    /** Looks at the studies whose time has come. Those that are complete have a new revision, which is announced. */
    void judgeDue() {
        List<Due> due = jdbc.sql(
                        """
                        select uid, instance_count, complete,
                               updated_at + make_interval(secs => :quiet) <= clock_timestamp()
                                   or updated_at > clock_timestamp() + interval '1 minute' as over
                        from study
                        where judge_at <= clock_timestamp()
                           or judge_at > clock_timestamp() + make_interval(secs => :quiet) + interval '1 minute'
                        order by judge_at limit :most for update skip locked
                        """)
                .param("quiet", quiet.toMillis() / 1000.0)
                .param("most", MOST)
                .query((row, i) -> new Due(
                        row.getString("uid"),
                        row.getInt("instance_count"),
                        row.getBoolean("complete"),
                        row.getBoolean("over")))
                .list();
        due.forEach(this::judge);
    }

    private void judge(Due study) {
        List<Expectation> expectations = expectations(study.uid());
        Optional<Expectation> lacking =
                expectations.stream().filter(each -> each.missing() > 0).findFirst();
        if (lacking.isPresent()) {
            judgeLacking(study, lacking.get());
        } else if (study.complete()) {
            nothingToWaitFor(study.uid());
        } else if (!expectations.isEmpty() && isAllNamed(study)) {
            complete(
                    study,
                    "All " + study.instances() + " objects are there that belong to the study, by "
                            + expectations.get(0).evidence() + ".");
        } else if (study.quietIsOver()) {
            complete(study, "No object came for " + inWords(quiet) + "; the study counts as complete.");
        } else {
            lookAgain(study.uid());
        }
    }

    private void judgeLacking(Due study, Expectation lacking) {
        if (study.complete()) {
            jdbc.sql(
                            """
                            update study set complete = false, revision = nextval('study_revision'),
                                signalled_at = '-infinity'
                            where uid = :uid
                            """)
                    .param("uid", study.uid())
                    .update();
        }
        String missing = lacking.missing() + " of the " + lacking.number() + " objects did not come that it has by "
                + lacking.evidence() + ".";
        if (study.quietIsOver()) {
            tell(study, Step.REMARKED, "The study is not complete: " + missing);
            nothingToWaitFor(study.uid());
        } else {
            if (study.complete()) {
                tell(study, Step.REMARKED, "The study is not complete any more: so far " + missing);
            }
            lookAgain(study.uid());
        }
    }

    /** A peer may ask for some objects and then store more: what nobody has named is no evidence that nothing more comes. */
    private boolean isAllNamed(Due study) {
        return jdbc.sql(
                        """
                        with named as (
                            select distinct unnest(instances) as uid from study_expectation where study_uid = :study
                        )
                        select exists (select from study_expectation
                                       where study_uid = :study and instances = '{}' and number >= :count)
                            or not exists (select from instance i join series s on s.uid = i.series_uid
                                           where s.study_uid = :study and i.uid not in (select uid from named))
                        """)
                .param("study", study.uid())
                .param("count", study.instances())
                .query(Boolean.class)
                .single();
    }

    private List<Expectation> expectations(String studyUid) {
        return jdbc.sql(
                        """
                        select evidence, number,
                               case when instances = '{}' then greatest(number - (
                                        select instance_count from study where uid = :study), 0)
                                    else (select count(*) from unnest(instances) expected
                                          where not exists (select 1 from instance where uid = expected))
                               end as missing
                        from study_expectation where study_uid = :study order by evidence
                        """)
                .param("study", studyUid)
                .query((row, i) ->
                        new Expectation(row.getString("evidence"), row.getInt("number"), row.getInt("missing")))
                .list();
    }

    private void complete(Due study, String sentence) {
        jdbc.sql(
                        """
                        update study set complete = true, judge_at = null, revision = nextval('study_revision'),
                            signalled_at = '-infinity'
                        where uid = :uid
                        """)
                .param("uid", study.uid())
                .update();
        tell(study, Step.COMPLETED, sentence);
    }

    /** Objects may still come for the evidence, or the quiet end. */
    private void lookAgain(String uid) {
        jdbc.sql(
                        """
                        update study set judge_at =
                            case when exists (select 1 from study_expectation where study_uid = :uid)
                                 then least(clock_timestamp() + interval '2 seconds', updated_at + make_interval(secs => :quiet))
                                 else updated_at + make_interval(secs => :quiet) end
                        where uid = :uid
                        """)
                .param("uid", uid)
                .param("quiet", quiet.toMillis() / 1000.0)
                .update();
    }

    private void nothingToWaitFor(String uid) {
        jdbc.sql("update study set judge_at = null where uid = :uid")
                .param("uid", uid)
                .update();
    }

    private void tell(Due study, Step step, String sentence) {
        journey.record(Subject.study(study.uid()), step, "archive", sentence);
    }

    private static String inWords(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
