package ua.vuzol.hl7;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import ua.vuzol.text.Encodings;

/** What people and programs see of the messages that came, and have replayed. */
@Service
public class Messages {
    private static final long PATIENCE_SECONDS = 60;

    private static final String CONDITIONS =
            """
            (:partner::text is null or partner = :partner) and (:type::text is null or type = :type)
            and (:event::text is null or event = :event) and (:state::text is null or state = :state)
            and (:patient::text is null or patient = :patient) and (:controlId::text is null or control_id = :controlId)
            and (:replayOf::bigint is null or replay_of = :replayOf)
            """;

    private final JdbcClient jdbc;
    private final Hl7 hl7;

    Messages(JdbcClient jdbc, Hl7 hl7) {
        this.jdbc = jdbc;
        this.hl7 = hl7;
    }

    /** The newest first. */
    public List<MessageEntry> list(MessageQuery query, int limit, int offset) {
        return jdbc.sql("select * from hl7_message where " + CONDITIONS
                        + " order by id desc limit :limit offset :offset")
                .param("partner", query.partner().orElse(null))
                .param("type", query.type().orElse(null))
                .param("event", query.event().orElse(null))
                .param("state", query.state().map(Enum::name).orElse(null))
                .param("patient", query.patient().orElse(null))
                .param("controlId", query.controlId().orElse(null))
                .param("replayOf", query.replayOf().orElse(null))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, i) -> entry(row))
                .list();
    }

    public Optional<MessageText> find(long id) {
        List<Long> replays = jdbc.sql("select id from hl7_message where replay_of = :id order by id")
                .param("id", id)
                .query(Long.class)
                .list();
        return jdbc.sql("select * from hl7_message where id = :id")
                .param("id", id)
                .query((row, i) ->
                        new MessageText(entry(row), segments(row, "content"), segments(row, "answer"), replays))
                .optional();
    }

    /**
     * Has a message done again, as it came: it is a new message with a link to this one.
     *
     * @param by who wants it
     * @return empty if there is no such message
     */
    public Optional<ReplayResult> replay(long id, String by) {
        record Kept(byte[] content, String partner) {}
        return jdbc.sql("select content, partner from hl7_message where id = :id")
                .param("id", id)
                .query(Kept.class)
                .optional()
                .map(kept -> {
                    byte[] answer = hl7.replay(kept.content(), kept.partner(), new Incoming.Replay(id, by))
                            .completeOnTimeout(new byte[0], PATIENCE_SECONDS, TimeUnit.SECONDS)
                            .join();
                    return result(id, answer);
                });
    }

    private ReplayResult result(long id, byte[] answer) {
        return jdbc.sql(
                        """
                        select id, state, error_text as sentence from hl7_message
                        where replay_of = :id and answer = :answer order by id desc limit 1
                        """)
                .param("id", id)
                .param("answer", answer)
                .query(ReplayResult.class)
                .optional()
                .orElseGet(() -> new ReplayResult(0, Acceptance.AE, Answer.AWAY.sentence()));
    }

    private static MessageEntry entry(ResultSet row) throws SQLException {
        return new MessageEntry(
                row.getLong("id"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("partner"),
                row.getString("remote"),
                row.getString("sender"),
                row.getString("control_id"),
                row.getString("type"),
                row.getString("event"),
                row.getString("version"),
                row.getString("patient"),
                Acceptance.valueOf(row.getString("state")),
                error(row.getString("error_code"), row.getString("error_location"), row.getString("error_text")),
                Optional.of(row.getString("note")).filter(text -> !text.isEmpty()),
                row.getString("charset"),
                row.getInt("repeats"),
                Optional.ofNullable(row.getObject("replay_of", Long.class)),
                Optional.ofNullable(row.getString("replayed_by")));
    }

    private static Optional<String> error(String code, String location, String sentence) {
        return code.equals(Hl7Error.ACCEPTED.code())
                ? Optional.empty()
                : Optional.of((code + " " + location).strip() + ": " + sentence);
    }

    private static List<String> segments(ResultSet row, String column) throws SQLException {
        Charset charset = Charsets.find(row.getString("charset")).orElseThrow();
        return Arrays.stream(
                        Encodings.decodeLeniently(row.getBytes(column), charset).split("[\\r\\n]+"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
