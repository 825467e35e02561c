package ua.vuzol.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Destinations that cannot be reached: none of their studies is tried until it is time to look again. */
@Component
class Outages {
    private final JdbcClient jdbc;

    Outages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A destination that cannot be reached.
     *
     * @param problem what was met, without patient data
     */
    record Outage(Instant since, Instant nextTry, String problem) {}

    /** Studies that failed side by side in one go count as one failure. */
    void note(Destination destination, String problem) {
        int failures = jdbc.sql(
                        """
                        insert into delivery_outage as o (destination, failures, next_try, problem)
                        values (:destination, 1, clock_timestamp(), :problem)
                        on conflict (destination) do update
                        set problem = excluded.problem,
                            failures = o.failures + case when o.next_try <= clock_timestamp() then 1 else 0 end
                        returning failures
                        """)
                .param("destination", destination.name())
                .param("problem", problem)
                .query(Integer.class)
                .single();
        Duration wait = destination.retry().after(failures, RandomGenerator.getDefault());
        jdbc.sql(
                        """
                        update delivery_outage set next_try = clock_timestamp() + :millis * interval '1 millisecond'
                        where destination = :destination
                        """)
                .param("millis", wait.toMillis())
                .param("destination", destination.name())
                .update();
    }

    /** @return whether it could not be reached until now */
    boolean over(String destination) {
        return jdbc.sql("delete from delivery_outage where destination = :destination")
                        .param("destination", destination)
                        .update()
                > 0;
    }

    /** Whether it is too early to try it again; a clock that was set back does not make it later than any wait. */
    boolean holds(Destination destination) {
        return jdbc.sql(
                        """
                        select exists (select from delivery_outage
                                       where destination = :destination
                                         and next_try between clock_timestamp()
                                                          and clock_timestamp() + :longest * interval '1 second')
                        """)
                .param("destination", destination.name())
                .param("longest", 2 * destination.retry().longest().toSeconds())
                .query(Boolean.class)
                .single();
    }

    Optional<Outage> find(String destination) {
        return jdbc.sql("select since, next_try, problem from delivery_outage where destination = :destination")
                .param("destination", destination)
                .query((row, i) -> new Outage(
                        row.getObject("since", OffsetDateTime.class).toInstant(),
                        row.getObject("next_try", OffsetDateTime.class).toInstant(),
                        row.getString("problem")))
                .optional();
    }
}
