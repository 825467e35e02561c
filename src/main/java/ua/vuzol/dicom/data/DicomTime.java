package ua.vuzol.dicom.data;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TM value (PS3.5 6.2) that is a time of day, in the text it was written with: HHMMSS.FFFFFF, where everything behind the
 * hour may be missing, or HH:MM:SS.FFFFFF as before DICOM 3.0 and as PS3.5 6.2 still asks readers to accept.
 */
public record DicomTime(String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");
    private static final int LEAP_SECOND = 60;

    /** @throws IllegalArgumentException if the text is no such time */
    public DicomTime {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("Not a time as HHMMSS.FFFFFF");
        }
    }

    /** The time that the text is, without padding; empty if it is none. */
    public static Optional<DicomTime> of(String text) {
        return read(text).map(parts -> new DicomTime(text));
    }

    /** To the second, or with six digits of fraction if there is one; what is finer than microseconds is cut off. */
    public static DicomTime of(LocalTime time) {
        return new DicomTime(DicomDateTime.timeText(time));
    }

    /** @throws DicomValueException naming the tag if the text is no time */
    public static DicomTime parse(int tag, String text) {
        return of(text).orElseThrow(() ->
                new DicomValueException(tag, "the value is no time as HHMMSS.FFFFFF, or none that exists"));
    }

    /** The first moment it can mean: missing parts are zero. A leap second (60) becomes the second before it. */
    public LocalTime toLocalTime() {
        return read(text).orElseThrow().earliest();
    }

    /** The last moment it can mean: {@code 08} reaches to just before nine. */
    public LocalTime latest() {
        return read(text).orElseThrow().latest();
    }

    /** The smallest part that is there: hours, minutes, seconds or, if there is a fraction, nanoseconds. */
    public ChronoUnit precision() {
        return read(text).orElseThrow().precision();
    }

    /** Whether it has the form that is written today. */
    public boolean isStandard() {
        return text.indexOf(':') < 0;
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }

    /** A time as far as it is given. */
    record Parts(LocalTime earliest, LocalTime latest, ChronoUnit precision) {}

    static Optional<Parts> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(parts.group(1));
        int minute = number(parts.group(2));
        int second = number(parts.group(3));
        if (hour > 23 || minute > 59 || second > LEAP_SECOND) {
            return Optional.empty();
        }
        String fraction = parts.group(4) == null ? "" : parts.group(4);
        int nanos = number((fraction + "000000000").substring(0, 9));
        ChronoUnit precision = parts.group(2) == null
                ? ChronoUnit.HOURS
                : parts.group(3) == null
                        ? ChronoUnit.MINUTES
                        : fraction.isEmpty() ? ChronoUnit.SECONDS : ChronoUnit.NANOS;
        LocalTime earliest = LocalTime.of(hour, minute, Math.min(second, LEAP_SECOND - 1), nanos);
        long width = fraction.isEmpty()
                ? precision.getDuration().toNanos()
                : Long.parseLong("1000000000".substring(0, 10 - fraction.length()));
        return Optional.of(new Parts(earliest, LocalTime.ofNanoOfDay(earliest.toNanoOfDay() + width - 1), precision));
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
