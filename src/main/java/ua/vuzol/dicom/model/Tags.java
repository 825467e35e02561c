package ua.vuzol.dicom.model;

import java.util.Locale;
import java.util.OptionalInt;

/** Tags as the models write them: eight upper-case hexadecimal digits. */
final class Tags {

    private Tags() {}

    static String format(int tag) {
        return String.format(Locale.ROOT, "%08X", tag);
    }

    /** The tag of eight hexadecimal digits in either case; empty if the text is none. */
    static OptionalInt parse(String text) {
        boolean digits = text.length() == 8 && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
        return digits ? OptionalInt.of(Integer.parseUnsignedInt(text, 16)) : OptionalInt.empty();
    }
}
