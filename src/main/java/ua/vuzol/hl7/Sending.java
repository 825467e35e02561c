package ua.vuzol.hl7;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends messages to partners, for {@code routes/hl7/send.camel.yaml}: in the order of each key, again and again until the partner
 * accepts (AA, CA) or refuses (AE, AR, CE, CR). A partner without connection is left alone for a while with all its messages; one
 * that does not answer a message is asked again with the same control id, by which it knows the repetition.
 */
@Service("hl7Sending")
public class Sending {
    private static final Logger log = LoggerFactory.getLogger(Sending.class);
    private static final List<String> ACCEPTED = List.of("AA", "CA");
    private static final List<String> REFUSED = List.of("AE", "AR", "CE", "CR");
    private static final int LONGEST_ANSWER = 500;

    /** Seconds after the first failure; twice as long each time, up to 5 minutes. */
    private static final String WAIT = "make_interval(secs => least(300, 5 * 2 ^ least(%s - 1, 6)))";

    private final JdbcClient jdbc;
    private final Partners partners;

    Sending(JdbcClient jdbc, Partners partners) {
        this.jdbc = jdbc;
        this.partners = partners;
    }

    /** One message on its way. */
    public static final class Shipment {
        private final long id;
        private final String partner;
        private final String controlId;
        private final byte[] content;

        Shipment(long id, String partner, String controlId, byte[] content) {
            this.id = id;
            this.partner = partner;
            this.controlId = controlId;
            this.content = content;
        }

        public byte[] getContent() {
            return content.clone();
        }
    }

    /** What there is to send to a partner, one after the other. */
    public final class Turn {
        private final String partner;
        private Optional<Shipment> next = Optional.empty();

        private Turn(String partner) {
            this.partner = partner;
        }

        public boolean isHasNext() {
            next = claim(partner);
            return next.isPresent();
        }

        public Shipment getNext() {
            return next.orElseThrow();
        }
    }

    public Turn begin(String partner) {
        return new Turn(partner);
    }

    /** The oldest that may go; nobody else sends it for 40 seconds, which is longer than an answer is waited for. */
    private Optional<Shipment> claim(String partner) {
        Charset charset = partners.partner(partner).charset();
        return jdbc.sql(
                        """
                        update hl7_outbound
                        set attempts = attempts + 1, claimed_until = clock_timestamp() + interval '40 seconds'
                        where id = (
                            select o.id from hl7_outbound o
                            where o.partner = :partner and o.state = 'WAITING'
                              and o.next_attempt <= clock_timestamp() and o.claimed_until <= clock_timestamp()
                              and not exists (select from hl7_outbound earlier
                                              where earlier.partner = o.partner and earlier.key = o.key
                                                and earlier.state = 'WAITING' and earlier.id < o.id)
                              and not exists (select from hl7_outage
                                              where partner = :partner and next_try > clock_timestamp())
                            order by o.id limit 1 for update skip locked)
                        returning id, control_id, message
                        """)
                .param("partner", partner)
                .query((row, i) -> new Shipment(
                        row.getLong("id"),
                        partner,
                        row.getString("control_id"),
                        row.getString("message").getBytes(charset)))
                .optional();
    }

    /** What the partner said. */
    @Transactional
    public void answered(Shipment shipment, byte[] answer) {
        jdbc.sql("delete from hl7_outage where partner = :partner")
                .param("partner", shipment.partner)
                .update();
        String text = new String(answer, partners.partner(shipment.partner).charset());
        List<String> acknowledged = Arrays.stream(text.split("[\\r\\n]+"))
                .filter(line -> line.startsWith("MSA") && line.length() > 3)
                .findFirst()
                .map(line -> List.of(line.split(Pattern.quote(line.substring(3, 4)), -1)))
                .orElse(List.of());
        String code = acknowledged.size() > 1 ? acknowledged.get(1).strip() : "";
        boolean ours = acknowledged.size() > 2 && acknowledged.get(2).strip().equals(shipment.controlId);
        if (!ours || !ACCEPTED.contains(code) && !REFUSED.contains(code)) {
            again(shipment, "What came is no answer to this message.");
        } else {
            boolean accepted = ACCEPTED.contains(code);
            end(shipment, accepted ? "DONE" : "DEAD", accepted ? code : code + " " + explanation(text, acknowledged));
        }
    }

    private static String explanation(String answer, List<String> acknowledged) {
        String text = acknowledged.size() > 3 ? acknowledged.get(3) : "";
        String error = Arrays.stream(answer.split("[\\r\\n]+"))
                .filter(line -> line.startsWith("ERR"))
                .findFirst()
                .orElse("");
        return (text + " " + error).strip();
    }

    private void end(Shipment shipment, String state, String answer) {
        jdbc.sql(
                        """
                        update hl7_outbound set state = :state, answer = :answer, changed_at = clock_timestamp(),
                                                claimed_until = '-infinity'
                        where id = :id and state = 'WAITING'
                        """)
                .param("state", state)
                .param("answer", answer.substring(0, Math.min(answer.length(), LONGEST_ANSWER)))
                .param("id", shipment.id)
                .update();
        if (state.equals("DEAD")) {
            log.warn("{} refused the message {}; see ./vuzol messages sent", shipment.partner, shipment.id);
        }
    }

    /** The message did not arrive, or nobody knows. */
    @Transactional
    public void failed(Shipment shipment, Exception failure) {
        if (isWithoutConnection(failure)) {
            leaveAlone(shipment.partner, "No connection");
            again(shipment, "No connection.");
        } else {
            again(shipment, "No answer: " + failure.getClass().getSimpleName() + ".");
        }
    }

    private static boolean isWithoutConnection(Throwable failure) {
        return failure != null
                && (failure instanceof ConnectException
                        || failure instanceof UnknownHostException
                        || isWithoutConnection(failure.getCause()));
    }

    private void again(Shipment shipment, String problem) {
        jdbc.sql(
                        "update hl7_outbound set answer = :problem, changed_at = clock_timestamp(), claimed_until = '-infinity',"
                                + " next_attempt = clock_timestamp() + " + WAIT.formatted("attempts")
                                + " where id = :id")
                .param("problem", problem)
                .param("id", shipment.id)
                .update();
    }

    private void leaveAlone(String partner, String problem) {
        jdbc.sql(
                        """
                        insert into hl7_outage as o (partner, failures, next_try, problem)
                        values (:partner, 1, clock_timestamp() + interval '5 seconds', :problem)
                        on conflict (partner) do update
                        set failures = o.failures + 1, problem = excluded.problem,
                            next_try = clock_timestamp() + %s
                        """
                                .formatted(WAIT.formatted("(o.failures + 1)")))
                .param("partner", partner)
                .param("problem", problem)
                .update();
        log.warn("{} cannot be reached; its messages wait", partner);
    }

    /** Dead ones and those that wait first; within that the newest first. */
    public List<OutboundEntry> list(Optional<String> partner, Optional<String> state, int limit, int offset) {
        return jdbc.sql(
                        """
                        select id, partner, key, control_id, type, state, attempts, answer, created_at, changed_at
                        from hl7_outbound
                        where (:partner::text is null or partner = :partner) and (:state::text is null or state = :state)
                        order by array_position(array['DEAD', 'WAITING'], state), id desc limit :limit offset :offset
                        """)
                .param("partner", partner.orElse(null))
                .param("state", state.orElse(null))
                .param("limit", limit)
                .param("offset", offset)
                .query((row, i) -> new OutboundEntry(
                        row.getLong("id"),
                        row.getString("partner"),
                        row.getString("key"),
                        row.getString("control_id"),
                        row.getString("type"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        row.getString("answer"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    /** Sends one that the partner refused, that was cancelled or that waits after a failure, at once. */
    @Transactional
    public boolean retry(long id) {
        jdbc.sql("delete from hl7_outage where partner = (select partner from hl7_outbound where id = :id)")
                .param("id", id)
                .update();
        return jdbc.sql(
                                """
                                update hl7_outbound set state = 'WAITING', attempts = 0, next_attempt = '-infinity',
                                                        changed_at = clock_timestamp()
                                where id = :id and state <> 'DONE'
                                """)
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Ends one that is not done. */
    public boolean cancel(long id) {
        return jdbc.sql(
                                """
                                update hl7_outbound set state = 'CANCELLED', changed_at = clock_timestamp()
                                where id = :id and state in ('WAITING', 'DEAD')
                                """)
                        .param("id", id)
                        .update()
                > 0;
    }
}
