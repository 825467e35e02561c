package ua.vuzol.hl7;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of messages, by statements that each take a whole group. */
@Component
class MessageLedger {
    private static final int FORGOTTEN_AT_ONCE = 10_000;

    private final JdbcClient jdbc;

    MessageLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What the ledger knows of a message that comes now.
     *
     * @param id the key of its row, if it gets one
     * @param done the answer, if the same message was done before
     * @param refused the row of the same message, if it could not be done
     * @param sameControlId whether the sender has used the control id for another message
     */
    record Known(long id, Optional<byte[]> done, Optional<Refused> refused, boolean sameControlId) {}

    /** A row that tells what was wrong with the same message before. */
    record Refused(long id, String state, String errorText) {}

    /** A message and its answer. */
    record Entry(long id, Incoming message, Answer answer, String note, byte[] acknowledgement) {}

    /**
     * Statements of the transaction are planned once for a connection, not for each group, which takes longer than doing them. All of
     * them look for keys: a plan that was made while the tables were empty must not read them whole later.
     */
    void keepPlans() {
        jdbc.sql(
                        """
                        select set_config('plan_cache_mode', 'force_generic_plan', true),
                               set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                               set_config('enable_mergejoin', 'off', true)
                        """)
                .query((row, i) -> row.getString(1))
                .single();
    }

    /** Gives every message its number and tells what is known of each, in their order. */
    List<Known> look(List<Incoming> messages) {
        return jdbc.sql(
                        """
                        select nextval('hl7_message_id') as id, done.answer, refused.id as refused_id, refused.state,
                               refused.error_text,
                               exists (select from hl7_message m where m.control_id = came.control_id
                                       and m.sender = came.sender and m.digest <> came.digest) as same_control_id
                        from unnest(:digests::bytea[], :controlIds::text[], :senders::text[])
                             with ordinality as came (digest, control_id, sender, position)
                        left join hl7_message done
                             on done.digest = came.digest and done.state = 'AA' and done.replay_of is null
                        left join lateral (select id, state, error_text from hl7_message m
                                           where m.digest = came.digest and m.state <> 'AA'
                                           order by id desc limit 1) refused on true
                        order by came.position
                        """)
                .param("digests", bytes(messages, Incoming::digest))
                .param("controlIds", texts(messages, message -> message.header().controlId()))
                .param("senders", texts(messages, Incoming::sender))
                .query((row, i) -> new Known(
                        row.getLong("id"),
                        Optional.ofNullable(row.getBytes("answer")),
                        row.getString("state") == null
                                ? Optional.empty()
                                : Optional.of(new Refused(
                                        row.getLong("refused_id"),
                                        row.getString("state"),
                                        row.getString("error_text"))),
                        row.getBoolean("same_control_id")))
                .list();
    }

    void enter(List<Entry> entries) {
        jdbc.sql(
                        """
                        insert into hl7_message (id, partner, remote, sender, control_id, type, event, version, patient,
                                                 sent_at, state, error_code, error_location, error_text, note, charset,
                                                 content, digest, answer, replay_of, replayed_by)
                        select * from unnest(:ids::bigint[], :partners::text[], :remotes::text[], :senders::text[],
                                             :controlIds::text[], :types::text[], :events::text[], :versions::text[],
                                             :patients::text[], :times::timestamptz[], :states::text[], :codes::text[],
                                             :locations::text[], :texts::text[], :notes::text[], :charsets::text[],
                                             :contents::bytea[], :digests::bytea[], :answers::bytea[],
                                             :replays::bigint[], :people::text[])
                        """)
                .param("ids", entries.stream().map(Entry::id).toArray(Long[]::new))
                .param(
                        "partners",
                        texts(entries, entry -> entry.message().partner().name()))
                .param("remotes", texts(entries, entry -> entry.message().remote()))
                .param("senders", texts(entries, entry -> entry.message().sender()))
                .param(
                        "controlIds",
                        texts(entries, entry -> entry.message().header().controlId()))
                .param("types", texts(entries, entry -> entry.message().header().type()))
                .param(
                        "events",
                        texts(entries, entry -> entry.message().header().event()))
                .param(
                        "versions",
                        texts(entries, entry -> entry.message().header().version()))
                .param("patients", texts(entries, entry -> patient(entry.message())))
                .param("times", texts(entries, entry -> time(entry.message())))
                .param(
                        "states",
                        texts(entries, entry -> entry.answer().acceptance().name()))
                .param("codes", texts(entries, entry -> entry.answer().code().code()))
                .param("locations", texts(entries, entry -> entry.answer().location()))
                .param("texts", texts(entries, entry -> entry.answer().sentence()))
                .param("notes", texts(entries, Entry::note))
                .param(
                        "charsets",
                        texts(entries, entry -> entry.message().charset().name()))
                .param("contents", bytes(entries, entry -> entry.message().content()))
                .param("digests", bytes(entries, entry -> entry.message().digest()))
                .param("answers", bytes(entries, Entry::acknowledgement))
                .param(
                        "replays",
                        entries.stream()
                                .map(entry -> entry.message()
                                        .replay()
                                        .map(Incoming.Replay::of)
                                        .orElse(null))
                                .toArray(Long[]::new))
                .param("people", texts(entries, entry -> entry.message()
                        .replay()
                        .map(Incoming.Replay::by)
                        .orElse(null)))
                .update();
    }

    /** The same came again, with the same result. */
    void repeat(List<Long> ids) {
        jdbc.sql("update hl7_message set repeats = repeats + 1, repeated_at = clock_timestamp() where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /** The same came again after it was done. */
    void repeatDone(List<Incoming> messages) {
        jdbc.sql(
                        """
                        update hl7_message set repeats = repeats + 1, repeated_at = clock_timestamp()
                        where digest = any(:digests) and state = 'AA' and replay_of is null
                        """)
                .param("digests", bytes(messages, Incoming::digest))
                .update();
    }

    /** Asks the database for a sign of life. */
    void ping() {
        jdbc.sql("select 1").query(Integer.class).single();
    }

    /** Deletes what is older, a part at a time. */
    void forget(Duration age) {
        String sql =
                """
                delete from hl7_message where id in (
                    select id from hl7_message where received_at < now() - make_interval(secs => :seconds)
                    order by received_at limit :most)
                """;
        int forgotten;
        do {
            forgotten = jdbc.sql(sql)
                    .param("seconds", age.toSeconds())
                    .param("most", FORGOTTEN_AT_ONCE)
                    .update();
        } while (forgotten == FORGOTTEN_AT_ONCE);
    }

    private static String patient(Incoming message) {
        return message.segments().stream()
                .filter(segment -> segment.name().equals("PID"))
                .findFirst()
                .flatMap(pid -> pid.text(3))
                .orElse("");
    }

    private static String time(Incoming message) {
        return message.message()
                .flatMap(Hl7Message::time)
                .map(Instant::toString)
                .orElse(null);
    }

    /** PostgreSQL has no character zero. */
    private static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream()
                .map(column)
                .map(text -> text == null ? null : text.replace("\u0000", ""))
                .toArray(String[]::new);
    }

    private static <T> byte[][] bytes(List<T> rows, Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }
}
