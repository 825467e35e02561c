package ua.vuzol.dicom.data;

import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An AS value (PS3.5 6.2) in the text it was written with: three digits and D, W, M or Y. Fewer digits and lower case, which
 * devices write, are read too.
 */
public record DicomAge(String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})([DWMYdwmy])");
    private static final int STANDARD_LENGTH = 4;

    /** @throws IllegalArgumentException if the text is no such age */
    public DicomAge {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("Not an age as nnnD, nnnW, nnnM or nnnY");
        }
    }

    /** The age that the text is, without padding; empty if it is none. */
    public static Optional<DicomAge> of(String text) {
        return read(text).map(age -> new DicomAge(text));
    }

    /** @throws DicomValueException naming the tag if the text is no age */
    public static DicomAge parse(int tag, String text) {
        return of(text).orElseThrow(
                        () -> new DicomValueException(tag, "the value is no age as nnnD, nnnW, nnnM or nnnY"));
    }

    /** In days, months or years as it was given; weeks are seven days each. */
    public Period toPeriod() {
        return read(text).orElseThrow();
    }

    /** Whether it has the form that the standard demands. */
    public boolean isStandard() {
        return text.length() == STANDARD_LENGTH && Character.isUpperCase(text.charAt(STANDARD_LENGTH - 1));
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }

    private static Optional<Period> read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "D", "d" -> Period.ofDays(number);
                    case "W", "w" -> Period.ofWeeks(number);
                    case "M", "m" -> Period.ofMonths(number);
                    default -> Period.ofYears(number);
                });
    }
}
