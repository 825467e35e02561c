package ua.vuzol.dicom.data;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A DS value (PS3.5 6.2) in the text it was written with, so that 1.50 stays 1.50. Padding on both sides and more than the 16
 * characters that the standard allows, which devices write, are read too.
 */
public record DecimalString(String text) {

    /** No more digits than any double needs, and an exponent that cannot cost memory. */
    private static final Pattern FORM =
            Pattern.compile(" *[+-]?(?:\\d{1,400}(?:\\.\\d{0,1100})?|\\.\\d{1,1100})(?:[eE][+-]?\\d{1,4})? *");

    /** @throws IllegalArgumentException if the text is no decimal number */
    public DecimalString {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("Not a decimal number");
        }
    }

    /** The number that the text is; empty if it is none. */
    public static Optional<DecimalString> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new DecimalString(text)) : Optional.empty();
    }

    /** @throws DicomValueException naming the tag if the text is no decimal number */
    public static DecimalString parse(int tag, String text) {
        return of(text).orElseThrow(() -> new DicomValueException(tag, "the value is no decimal number"));
    }

    /** Exactly the number that was written. */
    public BigDecimal toBigDecimal() {
        return new BigDecimal(text.strip());
    }

    /** The nearest double. */
    public double toDouble() {
        return Double.parseDouble(text);
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text;
    }
}
