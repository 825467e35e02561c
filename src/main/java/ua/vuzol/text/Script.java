package ua.vuzol.text;

/** The script of a token. */
enum Script {
    LATIN,
    CYRILLIC,
    /** Letters of both, and no way to make them one. */
    MIXED,
    /** No letter of either. */
    NONE;

    static boolean isLatin(char c) {
        return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
    }

    static boolean isCyrillic(char c) {
        return Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.CYRILLIC;
    }
}
