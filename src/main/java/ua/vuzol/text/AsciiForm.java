package ua.vuzol.text;

import java.text.Normalizer;

/** The ASCII form of a character for which a transliteration table has no row. */
final class AsciiForm {
    private AsciiForm() {}

    static void append(int codePoint, StringBuilder out) {
        if (codePoint < 0x80) {
            out.append((char) codePoint);
            return;
        }
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.FORMAT -> {}
            case Character.DASH_PUNCTUATION -> out.append('-');
            case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> out.append(
                    codePoint == '‘' || codePoint == '’' ? '\'' : '"');
            default -> appendDecomposed(codePoint, out);
        }
    }

    /** {@code é} is {@code e}, {@code №} is {@code No}, a no-break space is a space. */
    private static void appendDecomposed(int codePoint, StringBuilder out) {
        String base = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "");
        boolean ascii = !base.isEmpty() && base.chars().allMatch(c -> c < 0x80);
        out.append(ascii ? base : codePoint == 'ʼ' || codePoint == '′' || codePoint == '´' ? "'" : "?");
    }
}
