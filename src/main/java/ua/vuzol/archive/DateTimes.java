package ua.vuzol.archive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DA, TM and offset values as the catalogue needs them (PS3.5 6.2), with the old forms YYYY.MM.DD and HH:MM:SS that PS3.5
 * still asks readers to accept. A value that is none of these is absent from the catalogue; the object keeps it.
 */
final class DateTimes {
    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");

    private DateTimes() {}

    static Optional<LocalDate> date(String value) {
        Matcher parts = DATE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(
                    parts.group(1) + parts.group(2) + parts.group(3), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A second of 60 is a leap second (PS3.5 6.2): it becomes 59. */
    static Optional<LocalTime> time(String value) {
        Matcher parts = TIME.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(parts.group(1));
        int minute = number(parts.group(2));
        int second = number(parts.group(3));
        String fraction = parts.group(4) == null ? "" : parts.group(4);
        int nanos = fraction.isEmpty() ? 0 : Integer.parseInt((fraction + "000000").substring(0, 6)) * 1000;
        if (hour > 23 || minute > 59 || second > 60) {
            return Optional.empty();
        }
        return Optional.of(LocalTime.of(hour, minute, Math.min(second, 59), nanos));
    }

    static Optional<ZoneOffset> offset(String value) {
        try {
            return Optional.of(ZoneOffset.of(value));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
