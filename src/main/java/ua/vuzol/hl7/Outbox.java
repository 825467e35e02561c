package ua.vuzol.hl7;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps messages to partners, complete as they will be sent each time: a partner knows a repetition by its control id. */
@Component
class Outbox implements Outbound {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ");
    private static final String APPLICATION = "VUZOL";
    private static final int FIELDS = 18;

    private final JdbcClient jdbc;
    private final Partners partners;
    private final ZoneId zone;
    private final Clock clock = Clock.systemUTC();

    Outbox(JdbcClient jdbc, Partners partners, @Value("${vuzol.zone}") ZoneId zone) {
        this.jdbc = jdbc;
        this.partners = partners;
        this.zone = zone;
    }

    @Override
    public void send(String partner, String key, String message) {
        long id =
                jdbc.sql("select nextval('hl7_outbound_id')").query(Long.class).single();
        String complete = complete(partners.partner(partner), message, "V" + id);
        Header header = Header.of(complete);
        jdbc.sql(
                        """
                        insert into hl7_outbound (id, partner, key, control_id, type, message)
                        values (:id, :partner, :key, :control, :type, :message)
                        """)
                .param("id", id)
                .param("partner", partner)
                .param("key", key)
                .param("control", header.controlId())
                .param("type", header.field(9))
                .param("message", complete)
                .update();
    }

    @Override
    public List<String> partners(Interest interest) {
        return partners.all().stream()
                .filter(partner -> partner.interests().contains(interest))
                .map(Partner::name)
                .toList();
    }

    private String complete(Partner partner, String message, String controlId) {
        Header header = Header.of(message);
        String[] fields = new String[FIELDS + 1];
        for (int i = 3; i <= FIELDS; i++) {
            fields[i] = header.field(i);
        }
        fillIn(fields, 3, APPLICATION);
        fillIn(fields, 5, partner.receivingApplication());
        fillIn(fields, 6, partner.receivingFacility());
        fillIn(fields, 7, TIME.format(ZonedDateTime.ofInstant(clock.instant(), zone)));
        fillIn(fields, 10, controlId);
        fillIn(fields, 11, "P");
        fillIn(fields, 18, Charsets.name(partner.charset()));
        StringBuilder complete =
                new StringBuilder("MSH").append(header.separator()).append(header.delimiters());
        for (int i = 3; i <= FIELDS; i++) {
            complete.append(header.separator()).append(fields[i]);
        }
        int end = message.indexOf('\r');
        return complete.append(end < 0 ? "\r" : message.substring(end)).toString();
    }

    private static void fillIn(String[] fields, int field, String value) {
        if (fields[field].isEmpty()) {
            fields[field] = value;
        }
    }
}
