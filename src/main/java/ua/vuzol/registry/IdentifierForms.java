package ua.vuzol.registry;

import java.util.Locale;
import java.util.regex.Pattern;

/** The forms in which the numbers of the state are written. */
final class IdentifierForms {
    private static final Pattern RNOKPP = Pattern.compile("[0-9]{10}");
    private static final Pattern UNZR = Pattern.compile("[0-9]{8}-[0-9]{5}");
    private static final Pattern UNZR_WITHOUT_DASH = Pattern.compile("[0-9]{13}");
    private static final Pattern PASSPORT = Pattern.compile("[А-ЯҐЄІЇ&&[^ЫЪЭЁ]]{2}[0-9]{6}");
    private static final String LATIN = "ABCEHIKMOPTX";
    private static final String CYRILLIC = "АВСЕНІКМОРТХ";
    private static final Pattern ID_CARD = Pattern.compile("[0-9]{9}");

    private IdentifierForms() {}

    static boolean isOf(IdentifierKind kind, String value) {
        return switch (kind) {
            case MIS -> !value.isEmpty();
            case RNOKPP -> RNOKPP.matcher(value).matches();
            case UNZR -> UNZR.matcher(value).matches();
            case PASSPORT -> PASSPORT.matcher(value).matches();
            case ID_CARD -> ID_CARD.matcher(value).matches();
        };
    }

    /**
     * A number as the registry keeps it: without spaces, a booklet's letters in Cyrillic capitals, and that of an identity card
     * by its kind though it came as a passport's. What has another form stays as it came.
     */
    static PatientId number(IdentifierKind kind, String value) {
        String plain = value.replaceAll("\\s+", "");
        return switch (kind) {
            case UNZR -> kind.number(
                    UNZR_WITHOUT_DASH.matcher(plain).matches()
                            ? plain.substring(0, 8) + '-' + plain.substring(8)
                            : plain);
            case PASSPORT -> isOf(IdentifierKind.ID_CARD, plain)
                    ? IdentifierKind.ID_CARD.number(plain)
                    : kind.number(letters(plain));
            default -> kind.number(plain);
        };
    }

    /** Latin letters that look like Cyrillic ones are the classic mistake. */
    private static String letters(String passport) {
        StringBuilder folded = new StringBuilder(passport.toUpperCase(Locale.ROOT));
        for (int i = 0; i < folded.length(); i++) {
            int at = LATIN.indexOf(folded.charAt(i));
            if (at >= 0) {
                folded.setCharAt(i, CYRILLIC.charAt(at));
            }
        }
        return isOf(IdentifierKind.PASSPORT, folded.toString()) ? folded.toString() : passport;
    }
}
