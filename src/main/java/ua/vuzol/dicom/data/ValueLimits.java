package ua.vuzol.dicom.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The limits of PS3.5 Table 6.2-1 for one value of text; dates and times also in the forms that queries allow (PS3.4 C.2.2.2). */
final class ValueLimits {

    private record Form(Pattern pattern, String description) {
        Form(String regex, String description) {
            this(Pattern.compile(regex), description);
        }
    }

    private static final String DATE = "[0-9]{8}";
    private static final String TIME = "[0-9]{2}([0-9]{2}([0-9]{2}(\\.[0-9]{1,6})?)?)?";
    private static final String DATE_TIME =
            "[0-9]{4}([0-9]{2}([0-9]{2}([0-9]{2}([0-9]{2}([0-9]{2}(\\.[0-9]{1,6})?)?)?)?)?)?([+-][0-9]{4})?";

    private static final Map<VR, Form> FORMS = new EnumMap<>(Map.of(
            VR.AS, new Form("[0-9]{3}[DWMY]", "three digits and D, W, M or Y"),
            VR.CS, new Form("[A-Z0-9 _*?]*", "upper case letters, digits, spaces and underscores"),
            VR.DA, new Form(rangeOf(DATE), "a date as YYYYMMDD"),
            VR.DS, new Form(" *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *", "a decimal number"),
            VR.DT, new Form(rangeOf(DATE_TIME), "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX"),
            VR.IS, new Form(" *[+-]?[0-9]+ *", "a whole number"),
            VR.TM, new Form(rangeOf(TIME), "a time as HHMMSS.FFFFFF"),
            VR.UI, new Form("[0-9.]*", "digits and dots")));

    private ValueLimits() {}

    private static String rangeOf(String moment) {
        return "(" + moment + ")|(" + moment + ")-(" + moment + ")?|-(" + moment + ")";
    }

    /** @throws DicomValueException naming the limit that the value breaks */
    static void check(int tag, VR vr, String value) {
        problem(vr, value).ifPresent(problem -> {
            throw new DicomValueException(tag, problem);
        });
    }

    /** Which limit the value breaks, without the value. */
    static Optional<String> problem(VR vr, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        int length = vr == VR.PN
                ? Arrays.stream(value.split("=", -1))
                        .mapToInt(ValueLimits::length)
                        .max()
                        .orElse(0)
                : length(value);
        if (length > vr.maxCharacters()) {
            return Optional.of(length + " characters, but VR " + vr + " allows " + vr.maxCharacters());
        }
        Form form = FORMS.get(vr);
        if (form != null && !form.pattern.matcher(value).matches()) {
            return Optional.of("a value of VR " + vr + " must be " + form.description);
        }
        if (vr.isMultiValuedText() && value.indexOf('\\') >= 0) {
            return Optional.of("a value of VR " + vr + " cannot hold a backslash, it separates values");
        }
        if (!vr.isCharsetAffected() && !value.chars().allMatch(c -> c < 0x80)) {
            return Optional.of("a value of VR " + vr + " must be ASCII");
        }
        return Optional.empty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
