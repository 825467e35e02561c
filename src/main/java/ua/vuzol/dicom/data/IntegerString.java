package ua.vuzol.dicom.data;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IS value (PS3.5 6.2) in the text it was written with: a whole number from -2^31 to 2^31 - 1. Padding on both sides and
 * decimals that are zero ({@code 12.0}), which devices write, are read too.
 */
public record IntegerString(String text) {

    private static final Pattern FORM = Pattern.compile(" *[+-]?\\d{1,20}(?:\\.0{0,20})? *");

    /** @throws IllegalArgumentException if the text is no such number */
    public IntegerString {
        if (read(text).isEmpty()) {
            throw new IllegalArgumentException("Not a whole number of 32 bits");
        }
    }

    /** The number that the text is; empty if it is none. */
    public static Optional<IntegerString> of(String text) {
        return read(text).map(number -> new IntegerString(text));
    }

    /** @throws DicomValueException naming the tag if the text is no whole number of 32 bits */
    public static IntegerString parse(int tag, String text) {
        return of(text).orElseThrow(
                        () -> new DicomValueException(tag, "the value is no whole number from -2^31 to 2^31 - 1"));
    }

    public int toInt() {
        return read(text).orElseThrow();
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }

    private static Optional<Integer> read(String text) {
        if (!FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text.strip()).intValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
