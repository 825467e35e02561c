package ua.vuzol.text;

import java.util.regex.Pattern;

/**
 * Western words are mostly ASCII letters with a few others; garbled Cyrillic is mostly others. A word of which more than half
 * the characters are beyond ASCII is therefore no western word.
 */
final class CyrillicShare {
    private static final Pattern WORD = Pattern.compile("[A-Za-z\\x{80}-\\x{FFFF}]+");

    private CyrillicShare() {}

    static boolean anyWord(String text) {
        return WORD.matcher(text)
                .results()
                .map(match -> match.group())
                .anyMatch(word -> 2 * word.chars().filter(c -> c >= 0x80).count() > word.length());
    }
}
