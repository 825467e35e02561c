package ua.vuzol.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DT value (PS3.5 6.2) that exists, in the text it was written with: YYYYMMDDHHMMSS.FFFFFF&amp;ZZXX, where everything behind
 * the year may be missing, and the offset from UTC at any precision.
 */
public record DicomDateTime(String text) {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(\\d{2}(?:\\d{2}(?:\\d{2}(?:\\.\\d{1,6})?)?)?)?)?)?([+-]\\d{4})?");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("HHmmss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);
    private static final ZoneOffset WESTERNMOST = ZoneOffset.ofHours(-12);
    private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);

    /** @throws IllegalArgumentException if the text is no such date and time */
    public DicomDateTime {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("Not a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX");
        }
    }

    private record Parts(
            LocalDateTime earliest, LocalDateTime latest, ChronoUnit precision, Optional<ZoneOffset> offset) {}

    /** The date and time that the text is, without padding; empty if it is none. */
    public static Optional<DicomDateTime> of(String text) {
        return read(text).map(parts -> new DicomDateTime(text));
    }

    /** To the second, or with six digits of fraction if there is one; what is finer than microseconds is cut off. */
    public static DicomDateTime of(LocalDateTime moment) {
        return new DicomDateTime(moment.format(DateTimeFormatter.BASIC_ISO_DATE) + timeText(moment.toLocalTime()));
    }

    /** As {@link #of(LocalDateTime)}, with the offset from UTC. */
    public static DicomDateTime of(OffsetDateTime moment) {
        return new DicomDateTime(of(moment.toLocalDateTime()).text() + OFFSET.format(moment.getOffset()));
    }

    /** @throws DicomValueException naming the tag if the text is no date and time */
    public static DicomDateTime parse(int tag, String text) {
        return of(text).orElseThrow(() -> new DicomValueException(
                tag, "the value is no date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX, or none that exists"));
    }

    /** The day, if the text goes as far. */
    public Optional<LocalDate> toLocalDate() {
        Parts parts = parts();
        boolean whole = parts.precision().compareTo(ChronoUnit.DAYS) <= 0;
        return whole ? Optional.of(parts.earliest().toLocalDate()) : Optional.empty();
    }

    /** Day and time, if the text goes as far as the hour; the parts missing behind it are zero. */
    public Optional<LocalDateTime> toLocalDateTime() {
        Parts parts = parts();
        return parts.precision().compareTo(ChronoUnit.DAYS) < 0 ? Optional.of(parts.earliest()) : Optional.empty();
    }

    /** The instant, if the text has time and offset. */
    public Optional<OffsetDateTime> toOffsetDateTime() {
        return toLocalDateTime().flatMap(local -> offset().map(local::atOffset));
    }

    /** The offset from UTC; where it is absent Timezone Offset From UTC (0008,0201) says it, or nothing does. */
    public Optional<ZoneOffset> offset() {
        return parts().offset();
    }

    /** The first moment it can mean, local to {@link #offset()}. */
    public LocalDateTime earliest() {
        return parts().earliest();
    }

    /** The last moment it can mean: {@code 2026} reaches to the end of that year. */
    public LocalDateTime latest() {
        return parts().latest();
    }

    /** The smallest part that is there: years, months, days, hours, minutes, seconds or nanoseconds for a fraction. */
    public ChronoUnit precision() {
        return parts().precision();
    }

    /** Whether its offset, if it has one, is one that PS3.5 6.2 allows: -1200 to +1400, and not -0000. */
    public boolean isStandard() {
        // an offset further east has the lower order
        return offset().map(offset -> offset.compareTo(EASTERNMOST) >= 0
                        && offset.compareTo(WESTERNMOST) <= 0
                        && !text.endsWith("-0000"))
                .orElse(true);
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }

    static String timeText(LocalTime time) {
        return (time.getNano() / 1000 == 0 ? SECONDS : MICROSECONDS).format(time);
    }

    private Parts parts() {
        return read(text).orElseThrow();
    }

    private static Optional<Parts> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(parts.group(1)), oneUnlessGiven(parts.group(2)), oneUnlessGiven(parts.group(3)));
            Optional<ZoneOffset> offset = Optional.ofNullable(parts.group(5)).map(ZoneOffset::of);
            if (parts.group(4) != null) {
                return DicomTime.read(parts.group(4))
                        .map(time -> new Parts(
                                day.atTime(time.earliest()), day.atTime(time.latest()), time.precision(), offset));
            }
            ChronoUnit precision = parts.group(2) == null
                    ? ChronoUnit.YEARS
                    : parts.group(3) == null ? ChronoUnit.MONTHS : ChronoUnit.DAYS;
            LocalDate last = day.plus(1, precision).minusDays(1);
            return Optional.of(new Parts(day.atStartOfDay(), last.atTime(LocalTime.MAX), precision, offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int oneUnlessGiven(String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }
}
