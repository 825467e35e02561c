package ua.vuzol.delivery;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.InstanceRef;

/**
 * The objects on their way, one row for each and destination. An outcome is written only while the row is as it was when the
 * object was sent: a newer version that came meanwhile still waits, what a person cancelled stays so.
 */
@Component
class ShipmentTable {
    private final JdbcClient jdbc;

    ShipmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The row of an object that waits.
     *
     * @param doubtful whether the peer may have it already
     */
    record Open(long id, String sopUid, String sha256, boolean doubtful, int attempts) {}

    /**
     * Enters objects that are not on their way, and those that have changed since they went.
     *
     * @param instances in the order in which they are to go
     * @return how many
     */
    int enter(String destination, String studyUid, List<InstanceRef> instances) {
        return jdbc.sql(
                        """
                        insert into delivery as d (destination, study_uid, sop_uid, sop_class, sha256, state)
                        select :destination, :study, uid, class, digest, 'WAITING'
                        from unnest(:uids::text[], :classes::text[], :digests::text[])
                             with ordinality as instances (uid, class, digest, place)
                        order by place
                        on conflict (destination, sop_uid) do update
                        set sha256 = excluded.sha256, study_uid = excluded.study_uid, state = 'WAITING', told = '',
                            attempts = 0, status = null, comment = '', changed_at = clock_timestamp(), sent_at = null,
                            transaction_uid = null, ask_at = null, asks = 0, unkept = 0
                        where d.sha256 <> excluded.sha256
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .param(
                        "uids",
                        instances.stream().map(InstanceRef::sopInstanceUid).toArray(String[]::new))
                .param(
                        "classes",
                        instances.stream().map(InstanceRef::sopClassUid).toArray(String[]::new))
                .param("digests", instances.stream().map(InstanceRef::sha256).toArray(String[]::new))
                .update();
    }

    /** The first object of a study that is to be sent, if the study and the destination may be tried now. */
    Optional<Open> next(String destination, String studyUid) {
        return jdbc.sql(
                        """
                        select d.id, d.sop_uid, d.sha256, d.state = 'DOUBTFUL' as doubtful, d.attempts
                        from delivery d join delivery_study s using (destination, study_uid)
                        where d.destination = :destination and d.study_uid = :study and d.state in ('WAITING', 'DOUBTFUL')
                          and s.next_attempt <= clock_timestamp()
                          and not exists (select from delivery_outage o
                                          where o.destination = :destination and o.next_try > clock_timestamp())
                        order by d.id limit 1
                        """)
                .param("destination", destination)
                .param("study", studyUid)
                .query(Open.class)
                .optional();
    }

    /** The archive has a newer version than the one that was entered: that one goes. */
    void renew(long id, String sha256) {
        jdbc.sql("update delivery set sha256 = :sha256 where id = :id")
                .param("id", id)
                .param("sha256", sha256)
                .update();
    }

    /** The archive has it no more. */
    void gone(long id) {
        jdbc.sql(
                        """
                        update delivery
                        set state = 'CANCELLED', comment = 'The archive has it no more', changed_at = clock_timestamp()
                        where id = :id and state in ('WAITING', 'DOUBTFUL')
                        """)
                .param("id", id)
                .update();
    }

    /** An attempt ended. */
    void set(Shipment shipment, DeliveryState state, Optional<Integer> status, String comment) {
        jdbc.sql(
                        """
                        update delivery
                        set state = :state, attempts = attempts + 1, status = :status, comment = :comment,
                            changed_at = clock_timestamp(),
                            sent_at = case when :state in ('SENT', 'DELIVERED') then clock_timestamp() else sent_at end,
                            ask_at = case when :state = 'SENT' then clock_timestamp() end
                        where id = :id and sha256 = :sha256 and state in ('WAITING', 'DOUBTFUL')
                        """)
                .param("state", state.name())
                .param("status", status.orElse(null), Types.INTEGER)
                .param("comment", comment)
                .param("id", shipment.id())
                .param("sha256", shipment.instance().sha256())
                .update();
    }

    /** The peer was asked and has it not. */
    void doubtIsOver(Shipment shipment) {
        jdbc.sql("update delivery set state = 'WAITING' where id = :id and state = 'DOUBTFUL'")
                .param("id", shipment.id())
                .update();
    }
}
