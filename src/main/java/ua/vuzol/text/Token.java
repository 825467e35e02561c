package ua.vuzol.text;

/**
 * A word of a text, or one character between words.
 *
 * @param onlyLookAlikes whether every letter is Latin and also looks like a Cyrillic one
 */
record Token(String text, Script script, boolean onlyLookAlikes, boolean doubtful) {

    Token asDoubtful() {
        return new Token(text, script, onlyLookAlikes, true);
    }
}
