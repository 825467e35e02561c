package ua.vuzol.hub.cli.dicom;

/** Text of files and peers as it may be printed: what would steer a terminal is shown and does nothing. */
final class Printable {
    private static final int CONTROL_PICTURES = 0x2400;
    private static final char REPLACEMENT = '\uFFFD';

    private Printable() {}

    /** Each control character becomes its Unicode picture, such as ␍ and ␊, and what turns the direction of text U+FFFD. */
    static String of(String text) {
        if (text.chars().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(steers(c) ? picture(c) : (char) c));
        return shown.toString();
    }

    private static boolean steers(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    private static char picture(int c) {
        return c < ' ' ? (char) (CONTROL_PICTURES + c) : c == 0x7F ? '\u2421' : REPLACEMENT;
    }
}
