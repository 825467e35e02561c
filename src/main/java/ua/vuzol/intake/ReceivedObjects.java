package ua.vuzol.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.archive.ObjectsUnderWay;

/** The table of received DICOM objects. */
@Component
class ReceivedObjects implements ObjectsUnderWay {
    /** How long a signal may lie in the queue before it is given again; to normalise what was normalised costs next to nothing. */
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(1);

    private static final int SIGNALLED_AT_ONCE = 5000;

    private final JdbcClient jdbc;

    ReceivedObjects(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Enters objects, in one statement. One that is there already as part of the same dropped file is not entered again.
     *
     * @return the numbers of those that are new, in the order of the arrivals
     */
    List<Long> enter(List<Arrival> arrivals) {
        return jdbc
                .sql(
                        """
                        insert into received_object (source, calling_ae, called_ae, peer, sop_class, sop_instance,
                                                     transfer_syntax, sha256, size, landed_file_id)
                        select source, calling, called, peer, class, instance, syntax, sha256, size, file
                        from unnest(:sources::text[], :calling::text[], :called::text[], :peers::text[],
                                    :classes::text[], :instances::text[], :syntaxes::text[], :sha256s::text[],
                                    :sizes::bigint[], :files::bigint[])
                            with ordinality as arrival (source, calling, called, peer, class, instance, syntax, sha256,
                                                        size, file, position)
                        order by position
                        on conflict do nothing
                        returning id
                        """)
                .param("sources", texts(arrivals, Arrival::source))
                .param("calling", texts(arrivals, Arrival::callingAe))
                .param("called", texts(arrivals, Arrival::calledAe))
                .param("peers", texts(arrivals, Arrival::peer))
                .param("classes", texts(arrivals, Arrival::sopClass))
                .param("instances", texts(arrivals, Arrival::sopInstance))
                .param("syntaxes", texts(arrivals, Arrival::transferSyntax))
                .param("sha256s", texts(arrivals, Arrival::sha256))
                .param("sizes", arrivals.stream().map(Arrival::size).toArray(Long[]::new))
                .param(
                        "files",
                        arrivals.stream()
                                .map(each -> each.landedFileId().orElse(null))
                                .toArray(Long[]::new))
                .query(Long.class)
                .list()
                .stream()
                .sorted()
                .toList();
    }

    private static String[] texts(List<Arrival> arrivals, Function<Arrival, String> field) {
        return arrivals.stream().map(field).toArray(String[]::new);
    }

    /** Takes back an object whose bytes could not be made safe, unless it has gone on. */
    void withdraw(long id) {
        jdbc.sql("delete from received_object where id = :id and state = 'LANDED'")
                .param("id", id)
                .update();
    }

    /** Asks the database for a sign of life. */
    void ping() {
        jdbc.sql("select 1").query(Integer.class).single();
    }

    /** The objects of these numbers that are to be normalised, locked until the transaction ends; not those another has. */
    List<ReceivedObject> lockLanded(Collection<Long> ids) {
        return jdbc.sql(
                        """
                        select * from received_object where id = any(:ids) and state = 'LANDED'
                        order by id for update skip locked
                        """)
                .param("ids", ids.toArray(Long[]::new))
                .query((row, i) -> object(row))
                .list();
    }

    /** The row, locked until the transaction ends. */
    Optional<ReceivedObject> lock(long id) {
        return jdbc.sql("select * from received_object where id = :id for update")
                .param("id", id)
                .query((row, i) -> object(row))
                .optional();
    }

    Optional<ReceivedObject> find(long id) {
        return jdbc.sql("select * from received_object where id = :id")
                .param("id", id)
                .query((row, i) -> object(row))
                .optional();
    }

    /** What the hub keeps under these SOP Instance UIDs: in the archive, or in quarantine. */
    List<ReceivedObject> kept(Collection<String> objectUids) {
        return jdbc.sql(
                        """
                        select * from received_object
                        where object_uid = any(:uids) and state in ('STORED', 'QUARANTINED') order by id
                        """)
                .param("uids", objectUids.toArray(String[]::new))
                .query((row, i) -> object(row))
                .list();
    }

    /** The objects of a study that are in the archive as they came or mended: of each what came last. */
    List<ReceivedObject> storedOf(String studyUid, int most) {
        return jdbc.sql(
                        """
                        select distinct on (object_uid) * from received_object
                        where study_uid = :study and state = 'STORED'
                        order by object_uid, id desc limit :most
                        """)
                .param("study", studyUid)
                .param("most", most)
                .query((row, i) -> object(row))
                .list();
    }

    /** Remembers the digest of an object's data set as it came. */
    void setContent(long id, String sha256) {
        jdbc.sql("update received_object set content_sha256 = :sha256 where id = :id")
                .param("sha256", sha256)
                .param("id", id)
                .update();
    }

    /** What became of an object. */
    record Settled(long id, ReceivedState state, Optional<String> studyUid, Optional<String> objectUid) {}

    void settle(List<Settled> settled) {
        if (settled.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update received_object r
                        set state = settled.state, study_uid = settled.study, object_uid = settled.object
                        from unnest(:ids::bigint[], :states::text[], :studies::text[], :objects::text[])
                            as settled (id, state, study, object)
                        where r.id = settled.id
                        """)
                .param("ids", settled.stream().map(Settled::id).toArray(Long[]::new))
                .param(
                        "states",
                        settled.stream().map(each -> each.state().name()).toArray(String[]::new))
                .param(
                        "studies",
                        settled.stream()
                                .map(each -> each.studyUid().orElse(null))
                                .toArray(String[]::new))
                .param(
                        "objects",
                        settled.stream()
                                .map(each -> each.objectUid().orElse(null))
                                .toArray(String[]::new))
                .update();
    }

    /** Objects by C-STORE that are still to be normalised and came no longer than this before the last one that came. */
    List<ReceivedObject> landedWithin(Duration beforeTheLast) {
        return jdbc.sql(
                        """
                        select * from received_object
                        where state = 'LANDED' and landed_file_id is null
                          and landed_at >= (select landed_at from received_object order by id desc limit 1)
                                           - make_interval(secs => :seconds)
                        """)
                .param("seconds", beforeTheLast.toSeconds())
                .query((row, i) -> object(row))
                .list();
    }

    /** From the start again, as if the object had just come; it counts as signalled. */
    void landAgain(long id) {
        jdbc.sql(
                        """
                        update received_object set state = 'LANDED', failures = 0, signalled_at = clock_timestamp()
                        where id = :id
                        """)
                .param("id", id)
                .update();
    }

    int countFailure(long id) {
        return jdbc.sql("update received_object set failures = failures + 1 where id = :id returning failures")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    /** At a start, or after the broker was away: whatever was signalled before may be lost. */
    void forgetSignals() {
        jdbc.sql(
                        """
                        update received_object set signalled_at = '-infinity'
                        where state = 'LANDED' and signalled_at > '-infinity'
                        """)
                .update();
    }

    /** What a signal is about: the number of an object and who sent it. */
    record Signal(long id, String source, String callingAe) {}

    /**
     * Objects that were not signalled yet, or so long ago that the signal was lost, oldest first. They count as signalled. One
     * that was signalled in the future was so by a clock that has been set back.
     */
    List<Signal> takeUnsignalled() {
        return jdbc
                .sql(
                        """
                        update received_object set signalled_at = clock_timestamp()
                        where id in (select id from received_object
                                     where state = 'LANDED'
                                       and (signalled_at < clock_timestamp() - make_interval(secs => :patience)
                                            or signalled_at > clock_timestamp() + make_interval(secs => :patience))
                                     order by signalled_at, id limit :limit for update skip locked)
                        returning id, source, calling_ae
                        """)
                .param("patience", SIGNAL_PATIENCE.toSeconds())
                .param("limit", SIGNALLED_AT_ONCE)
                .query((row, i) -> new Signal(row.getLong("id"), row.getString("source"), row.getString("calling_ae")))
                .list()
                .stream()
                .sorted(Comparator.comparingLong(Signal::id))
                .toList();
    }

    @Override
    public Set<String> among(Collection<String> sopInstanceUids) {
        return Set.copyOf(jdbc.sql(
                        """
                        select distinct sop_instance from received_object
                        where state = 'LANDED' and sop_instance = any(:uids)
                        """)
                .param("uids", sopInstanceUids.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    private static ReceivedObject object(ResultSet row) throws SQLException {
        return new ReceivedObject(
                row.getLong("id"),
                new Arrival(
                        row.getString("source"),
                        row.getString("calling_ae"),
                        row.getString("called_ae"),
                        row.getString("peer"),
                        row.getString("sop_class"),
                        row.getString("sop_instance"),
                        row.getString("transfer_syntax"),
                        row.getString("sha256"),
                        row.getLong("size"),
                        Optional.ofNullable(row.getObject("landed_file_id", Long.class))),
                ReceivedState.valueOf(row.getString("state")),
                row.getObject("landed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("study_uid")),
                Optional.ofNullable(row.getString("object_uid")),
                Optional.ofNullable(row.getString("content_sha256")));
    }
}
