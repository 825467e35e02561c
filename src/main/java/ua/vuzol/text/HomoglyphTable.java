package ua.vuzol.text;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The look-alikes that one source folds, applied to one token at a time. */
final class HomoglyphTable {
    private final Map<Character, Character> toCyrillic;
    private final Map<Character, Character> toLatin = new HashMap<>();
    private final Map<Character, Character> betweenLetters;

    HomoglyphTable(Map<Character, Character> toCyrillic, Map<Character, Character> betweenLetters) {
        this.toCyrillic = toCyrillic;
        this.betweenLetters = betweenLetters;
        toCyrillic.forEach((latin, cyrillic) -> toLatin.put(cyrillic, latin));
    }

    /** End of the token that begins there; equal to {@code from} at a character between words. */
    int endOfToken(String text, int from) {
        int end = from;
        while (end < text.length() && belongsToToken(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private boolean belongsToToken(char c) {
        return Character.isLetterOrDigit(c)
                || betweenLetters.containsKey(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || c == '\''
                || c == '’'
                || c == 'ʼ';
    }

    Token token(String text) {
        long latin = text.chars().filter(c -> Script.isLatin((char) c)).count();
        long cyrillic = text.chars().filter(c -> Script.isCyrillic((char) c)).count();
        if (cyrillic == 0) {
            return latin == 0 ? new Token(text, Script.NONE, false, false) : latinToken(text);
        }
        if (latin == 0) {
            return new Token(inCyrillic(text).orElse(text), Script.CYRILLIC, false, false);
        }
        Optional<Token> asCyrillic = inCyrillic(text).map(folded -> new Token(folded, Script.CYRILLIC, false, false));
        Optional<Token> asLatin = inLatin(text).map(folded -> latinToken(folded));
        if (asCyrillic.isPresent() && asLatin.isPresent()) {
            return latin == cyrillic ? mixed(text) : (cyrillic > latin ? asCyrillic : asLatin).get();
        }
        return asCyrillic
                .map(token -> cyrillic >= latin ? token : token.asDoubtful())
                .or(() -> asLatin.map(token -> latin >= cyrillic ? token : token.asDoubtful()))
                .orElseGet(() -> mixed(text));
    }

    Token foldedLookAlikes(Token token) {
        return new Token(inCyrillic(token.text()).orElseThrow(), Script.CYRILLIC, false, true);
    }

    private Token latinToken(String text) {
        boolean lookAlikes = inCyrillic(text).isPresent()
                && text.chars().filter(Character::isLetter).allMatch(c -> toCyrillic.containsKey((char) c));
        return new Token(text, Script.LATIN, lookAlikes, false);
    }

    private static Token mixed(String text) {
        return new Token(text, Script.MIXED, false, true);
    }

    /** Empty if a Latin letter has no Cyrillic look-alike, or a digit does not stand between two Cyrillic letters. */
    private Optional<String> inCyrillic(String token) {
        StringBuilder folded = new StringBuilder(token.length());
        token.chars().forEach(c -> folded.append(toCyrillic.getOrDefault((char) c, (char) c)));
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (!Script.isLatin(c) && !Character.isDigit(c) && !betweenLetters.containsKey(c)) {
                continue;
            }
            Character letter = betweenLetters.get(c);
            if (letter == null || !isCyrillicAt(folded, i - 1) || !isCyrillicAt(folded, i + 1)) {
                return Optional.empty();
            }
            boolean capital =
                    Character.isUpperCase(folded.charAt(i - 1)) && Character.isUpperCase(folded.charAt(i + 1));
            folded.setCharAt(i, capital ? letter : Character.toLowerCase(letter));
        }
        return Optional.of(folded.toString());
    }

    private static boolean isCyrillicAt(CharSequence text, int at) {
        return at >= 0 && at < text.length() && Script.isCyrillic(text.charAt(at));
    }

    private Optional<String> inLatin(String token) {
        StringBuilder folded = new StringBuilder(token.length());
        token.chars().forEach(c -> folded.append(toLatin.getOrDefault((char) c, (char) c)));
        boolean latin = folded.chars().noneMatch(c -> Character.isDigit(c) || Script.isCyrillic((char) c));
        return latin ? Optional.of(folded.toString()) : Optional.empty();
    }
}
