package ua.vuzol.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of requests for storage commitment. Times are the database's; one far ahead is due, for the clock was set back. */
@Component
class CommitmentRequests {
    /** How long a signal may be on its way. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;

    CommitmentRequests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A request.
     *
     * @param attempts how often its report could not be sent
     * @param young whether what is under way may still come into the catalogue
     */
    record Request(
            long id,
            String callingAe,
            String calledAe,
            String transactionUid,
            String associationId,
            List<String> sopClasses,
            List<String> sopInstances,
            int attempts,
            boolean young) {}

    /**
     * Enters a request. The same one asked again is answered again.
     *
     * @return false if the Transaction UID is in use for other objects
     */
    boolean enter(Request request) {
        return jdbc.sql(
                                """
                        insert into commitment_request (calling_ae, called_ae, transaction_uid, association_id,
                                                        sop_classes, sop_instances)
                        values (:calling, :called, :transaction, :association, :classes, :instances)
                        on conflict (calling_ae, transaction_uid) do update
                            set state = 'OPEN', attempts = 0, next_at = clock_timestamp(),
                                association_id = excluded.association_id
                            where commitment_request.sop_instances = excluded.sop_instances
                        """)
                        .param("calling", request.callingAe())
                        .param("called", request.calledAe())
                        .param("transaction", request.transactionUid())
                        .param("association", request.associationId())
                        .param("classes", request.sopClasses().toArray(String[]::new))
                        .param("instances", request.sopInstances().toArray(String[]::new))
                        .update()
                == 1;
    }

    /** Requests that are to be answered now; they count as signalled. */
    List<Long> takeDue() {
        return jdbc.sql(
                        """
                        update commitment_request set next_at = clock_timestamp() + make_interval(secs => :patience)
                        where id in (select id from commitment_request
                                     where state = 'OPEN'
                                       and (next_at <= clock_timestamp() or next_at > clock_timestamp() + interval '1 day')
                                     order by id limit 100 for update skip locked)
                        returning id
                        """)
                .param("patience", PATIENCE.toSeconds())
                .query(Long.class)
                .list();
    }

    /** @param youth how long objects may be on their way into the catalogue */
    Optional<Request> open(long id, Duration youth) {
        return jdbc.sql(
                        """
                        select *, requested_at + make_interval(secs => :youth) > clock_timestamp()
                               and requested_at <= clock_timestamp() as young
                        from commitment_request where id = :id and state = 'OPEN'
                        """)
                .param("id", id)
                .param("youth", youth.toSeconds())
                .query((row, i) -> request(row))
                .optional();
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                row.getLong("id"),
                row.getString("calling_ae"),
                row.getString("called_ae"),
                row.getString("transaction_uid"),
                row.getString("association_id"),
                List.of((String[]) row.getArray("sop_classes").getArray()),
                List.of((String[]) row.getArray("sop_instances").getArray()),
                row.getInt("attempts"),
                row.getBoolean("young"));
    }

    void postpone(long id, Duration time) {
        jdbc.sql(
                        """
                        update commitment_request set next_at = clock_timestamp() + make_interval(secs => :seconds)
                        where id = :id
                        """)
                .param("id", id)
                .param("seconds", time.toSeconds())
                .update();
    }

    void countAttempt(long id) {
        jdbc.sql("update commitment_request set attempts = attempts + 1 where id = :id")
                .param("id", id)
                .update();
    }

    void close(long id, String state) {
        jdbc.sql("update commitment_request set state = :state where id = :id")
                .param("id", id)
                .param("state", state)
                .update();
    }

    /** At a start: signals that were given before may be lost. */
    void forgetSignals() {
        jdbc.sql("update commitment_request set next_at = clock_timestamp() where state = 'OPEN'")
                .update();
    }
}
