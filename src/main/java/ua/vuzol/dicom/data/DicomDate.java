package ua.vuzol.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A DA value (PS3.5 6.2) that is a day of the calendar, in the text it was written with: YYYYMMDD, or YYYY.MM.DD as before
 * DICOM 3.0 and as PS3.5 6.2 still asks readers to accept.
 */
public record DicomDate(String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
    private static final int STANDARD_LENGTH = 8;

    /** @throws IllegalArgumentException if the text is no such date */
    public DicomDate {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("Not a date as YYYYMMDD");
        }
    }

    /** The date that the text is, without padding; empty if it is none. */
    public static Optional<DicomDate> of(String text) {
        return read(text).map(date -> new DicomDate(text));
    }

    public static DicomDate of(LocalDate date) {
        return new DicomDate(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    /** @throws DicomValueException naming the tag if the text is no date */
    public static DicomDate parse(int tag, String text) {
        return of(text).orElseThrow(
                        () -> new DicomValueException(tag, "the value is no date as YYYYMMDD, or none that exists"));
    }

    public LocalDate toLocalDate() {
        return read(text).orElseThrow();
    }

    /** Whether it has the form that is written today. */
    public boolean isStandard() {
        return text.length() == STANDARD_LENGTH;
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }

    private static Optional<LocalDate> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    Integer.parseInt(parts.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
