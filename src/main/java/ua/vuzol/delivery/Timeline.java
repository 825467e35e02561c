package ua.vuzol.delivery;

import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** Tells the timeline of a study what became of its objects, many in one sentence. */
@Component
class Timeline {
    private static final String ACTOR = "delivery";

    private final JdbcClient jdbc;
    private final Journey journey;

    Timeline(JdbcClient jdbc, Journey journey) {
        this.jdbc = jdbc;
        this.journey = journey;
    }

    /** Objects that came to the same. */
    private record News(DeliveryState state, Integer status, String comment, int count) {}

    /** Tells what it was not told yet, in the transaction that notes that it was. */
    @Transactional
    public void tell(Destination destination, String studyUid) {
        jdbc.sql(
                        """
                        with told as (
                            update delivery set told = state
                            where destination = :destination and study_uid = :study and told <> state
                              and state in ('SENT', 'DELIVERED', 'CONFIRMED', 'REJECTED')
                            returning state, status, comment)
                        select state, case when state = 'REJECTED' then status end as status,
                               case when state = 'REJECTED' then comment else '' end as comment, count(*) as count
                        from told group by 1, 2, 3 order by 1 desc
                        """)
                .param("destination", destination.name())
                .param("study", studyUid)
                .query(News.class)
                .list()
                .forEach(news -> record(studyUid, step(news.state()), sentence(destination, news)));
    }

    void waits(String title, String studyUid, String problem) {
        record(studyUid, Step.DELIVERY_WAITS, "Delivery to %s waits: %s.".formatted(title, problem));
    }

    /** What a person did. */
    void changed(String title, String studyUid, String what, int count) {
        journey.record(
                Subject.study(studyUid),
                Step.DELIVERY_CHANGED,
                "operator",
                "Delivery of %s to %s %s %s.".formatted(objects(count), title, count == 1 ? "was" : "were", what));
    }

    /** Studies of a destination that have news which nobody told: the hub ended before it could. */
    List<String> untold(String destination) {
        return jdbc.sql(
                        """
                        select distinct u.study_uid from delivery u
                        join delivery_study s on s.destination = u.destination and s.study_uid = u.study_uid
                        where u.destination = :destination and u.told <> u.state
                          and u.state in ('SENT', 'DELIVERED', 'CONFIRMED', 'REJECTED')
                          and s.claimed_until < clock_timestamp()
                        limit 100
                        """)
                .param("destination", destination)
                .query(String.class)
                .list();
    }

    private void record(String studyUid, Step step, String text) {
        journey.record(Subject.study(studyUid), step, ACTOR, text);
    }

    private static Step step(DeliveryState state) {
        return switch (state) {
            case CONFIRMED -> Step.DELIVERY_CONFIRMED;
            case REJECTED -> Step.DELIVERY_REJECTED;
            default -> Step.DELIVERED;
        };
    }

    private static String sentence(Destination destination, News news) {
        String title = destination.title();
        return switch (news.state()) {
            case SENT -> "%s delivered to %s, which is asked whether it keeps them."
                    .formatted(objects(news.count()), title);
            case CONFIRMED -> "%s confirms that it keeps %s.".formatted(title, objects(news.count()));
            case REJECTED -> "%s %s refused by %s: %s"
                    .formatted(objects(news.count()), news.count() == 1 ? "was" : "were", title, answer(news));
            default -> "%s delivered to %s.".formatted(objects(news.count()), title);
        };
    }

    private static String answer(News news) {
        return news.status() == null
                ? news.comment()
                : String.format(Locale.ROOT, "%04XH %s", news.status(), news.comment())
                        .strip();
    }

    private static String objects(int count) {
        return count == 1 ? "1 object" : count + " objects";
    }
}
