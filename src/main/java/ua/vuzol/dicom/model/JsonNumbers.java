package ua.vuzol.dicom.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.VR;

/**
 * Which values are JSON numbers. PS3.18 F.2.3 leaves the choice for DS, IS, SV and UV: here a number is what a reader that knows
 * only IEEE doubles gets whole, and anything else is a string. A number keeps its digits as they are, trailing zeros too, so
 * that a reader which looks at the text has that.
 */
final class JsonNumbers {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final BigInteger MAX_SAFE = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);
    /** More than the 16 characters of a DS, and few enough to be examined. */
    private static final int MAX_CHARACTERS = 32;

    private JsonNumbers() {}

    static boolean isNumber(VR vr, String text) {
        return switch (vr) {
            case US, SS, UL, SL -> true;
            case FL, FD -> NUMBER.matcher(text).matches(); // NaN and the infinities are none
            case SV, UV -> isSafe(text);
            case IS -> isShortNumber(text) && text.matches("-?[0-9]+") && isSafe(text);
            case DS -> isShortNumber(text) && isExact(text);
            default -> false;
        };
    }

    private static boolean isShortNumber(String text) {
        return text.length() <= MAX_CHARACTERS && NUMBER.matcher(text).matches();
    }

    private static boolean isSafe(String whole) {
        return new BigInteger(whole).abs().compareTo(MAX_SAFE) <= 0;
    }

    /** Whether the double next to it is written with the same digits. */
    private static boolean isExact(String text) {
        double nearest = Double.parseDouble(text);
        return Double.isFinite(nearest)
                && new BigDecimal(Double.toString(nearest)).compareTo(new BigDecimal(text)) == 0;
    }
}
