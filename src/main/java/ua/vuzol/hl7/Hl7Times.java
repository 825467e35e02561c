package ua.vuzol.hl7;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as HL7 writes them (TS, DTM): {@code YYYY[MM[DD[HH[MM[SS[.S]]]]]][+ZZZZ]}, and with the punctuation of ISO 8601. */
public final class Hl7Times {
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4})-?(\\d{2})?-?(\\d{2})?[T ]?(\\d{2})?:?(\\d{2})?:?(\\d{2})?(?:\\.\\d*)?(?:([+-]\\d{2}):?(\\d{2})|Z)?");

    private Hl7Times() {}

    /**
     * The point in time, to the second.
     *
     * @param zone of times that name none
     * @return empty if the text is no time
     */
    public static Optional<Instant> instant(String text, ZoneId zone) {
        Matcher parts = TIME.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDateTime local = LocalDateTime.of(
                    number(parts, 1, 0),
                    number(parts, 2, 1),
                    number(parts, 3, 1),
                    number(parts, 4, 0),
                    number(parts, 5, 0),
                    number(parts, 6, 0));
            ZoneId of = parts.group(7) == null ? zone : ZoneOffset.of(parts.group(7) + ":" + parts.group(8));
            return Optional.of(
                    local.atZone(text.endsWith("Z") ? ZoneOffset.UTC : of).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(Matcher parts, int group, int absent) {
        return parts.group(group) == null ? absent : Integer.parseInt(parts.group(group));
    }
}
