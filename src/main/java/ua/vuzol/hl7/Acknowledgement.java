package ua.vuzol.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.StringJoiner;

/**
 * Writes acknowledgments (HL7 2.9.2): sender and receiver swapped, MSA-2 is what MSH-10 was, with the delimiters, the version, the
 * processing id and the character set of the message.
 */
final class Acknowledgement {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ");
    private static final Header NONE = Header.of("MSH|^~\\&|||||||||P|2.3.1|");

    private Acknowledgement() {}

    /**
     * @param id of the acknowledgment itself, MSH-10
     * @return segments that each end with a carriage return
     */
    static byte[] of(Header header, Charset charset, Answer answer, String id, Instant now, ZoneId zone) {
        Delimiters delimiters = new Delimiters(header);
        StringBuilder text = new StringBuilder(256);
        text.append(header(header, delimiters, id, ZonedDateTime.ofInstant(now, zone)));
        text.append(accepted(header, answer, delimiters));
        if (!answer.accepted()) {
            text.append(header.hasLongErrors() ? longError(answer, delimiters) : shortError(answer, delimiters));
        }
        return text.toString().getBytes(charset);
    }

    /** The answer to what has no MSH. */
    static byte[] ofNothing(Answer answer, String id, Instant now, ZoneId zone) {
        return of(NONE, StandardCharsets.US_ASCII, answer, id, now, zone);
    }

    private static String header(Header header, Delimiters delimiters, String id, ZonedDateTime now) {
        String event = header.event();
        String type = event.isEmpty() ? "ACK" : "ACK" + delimiters.component() + event;
        if (header.version().compareTo("2.3.1") >= 0 && !event.isEmpty()) {
            type += delimiters.component() + "ACK";
        }
        StringJoiner fields = new StringJoiner(String.valueOf(header.separator()), "", "\r")
                .add("MSH")
                .add(header.delimiters())
                .add(header.field(5))
                .add(header.field(6))
                .add(header.field(3))
                .add(header.field(4))
                .add(TIME.format(now))
                .add("")
                .add(type)
                .add(id)
                .add(header.field(11))
                .add(header.field(12));
        if (!header.field(18).isEmpty()) {
            fields.add("").add("").add("").add("").add("").add(header.field(18));
        }
        return fields.toString();
    }

    /** MSA-3 has the sentence for those who do not know it in ERR: text in versions before 2.5. */
    private static String accepted(Header header, Answer answer, Delimiters delimiters) {
        StringJoiner fields = new StringJoiner(String.valueOf(header.separator()), "", "\r")
                .add("MSA")
                .add(answer.acceptance().name())
                .add(header.controlId());
        if (!answer.accepted() && !header.hasLongErrors()) {
            fields.add(delimiters.escaped(answer.sentence()));
        }
        return fields.toString();
    }

    /** ERR-1 of versions before 2.5, type ELD: segment, its number, field, and the code with its text as subcomponents. */
    private static String shortError(Answer answer, Delimiters delimiters) {
        String[] place = answer.location().split("\\^");
        StringJoiner components = new StringJoiner(delimiters.component());
        for (int i = 0; i < 3; i++) {
            components.add(i < place.length ? place[i] : "");
        }
        components.add(String.join(
                delimiters.subcomponent(), answer.code().code(), answer.code().text(), "HL70357"));
        return "ERR" + delimiters.field() + components + "\r";
    }

    /** ERR-2 place, ERR-3 code, ERR-4 severity, ERR-7 sentence. */
    private static String longError(Answer answer, Delimiters delimiters) {
        String place = answer.location().replace("^", delimiters.component());
        String code = String.join(
                delimiters.component(), answer.code().code(), answer.code().text(), "HL70357");
        return String.join(
                delimiters.field(), "ERR", "", place, code, "E", "", "", delimiters.escaped(answer.sentence()) + "\r");
    }

    private record Delimiters(String field, String component, String repetition, String escape, String subcomponent) {
        Delimiters(Header header) {
            this(
                    String.valueOf(header.separator()),
                    header.delimiters().substring(0, 1),
                    header.delimiters().substring(1, 2),
                    header.delimiters().substring(2, 3),
                    header.delimiters().substring(3, 4));
        }

        String escaped(String text) {
            return text.replace(escape, escape + "E" + escape)
                    .replace(field, escape + "F" + escape)
                    .replace(component, escape + "S" + escape)
                    .replace(repetition, escape + "R" + escape)
                    .replace(subcomponent, escape + "T" + escape);
        }
    }
}
