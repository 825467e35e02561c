package ua.vuzol.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds letters of the wrong script that only look right: {@code Iван} with a Latin I, because the device's code page has no
 * {@code І}. For names and free text only: identifiers, UIDs, AE titles and code values are never folded, and a token that
 * holds other digits is left as it is.
 */
public final class Homoglyphs {

    /**
     * What a source asks for.
     *
     * @param looseLetters also fold {@code k m t h b}, which look Cyrillic in some typefaces only
     * @param digits read {@code 0 3 1 l |} between two Cyrillic letters as letters
     */
    public record Options(boolean looseLetters, boolean digits) {
        public static final Options DEFAULT = new Options(false, true);
    }

    /**
     * @param text the folded text, or the text as it was
     * @param changed whether anything was folded: the caller records the change (Original Attributes, CORRECT)
     * @param doubtful whether a person should look: the text mixes scripts in a way that could be meant otherwise
     */
    public record Folded(String text, boolean changed, boolean doubtful) {}

    private final Map<Character, Character> letters = new HashMap<>();
    private final Map<Character, Character> looseLetters = new HashMap<>();
    private final Map<Character, Character> digits = new HashMap<>();

    private Homoglyphs() {}

    /** @throws MappingException if a row is given twice, or its cells are not one character of the right script each */
    public static Homoglyphs load(Path file) {
        Homoglyphs homoglyphs = new Homoglyphs();
        for (Table.Row row : Table.load(file, 3).rows()) {
            homoglyphs.add(row);
        }
        return homoglyphs;
    }

    private void add(Table.Row row) {
        if (row.cell(0).length() != 1
                || row.cell(1).length() != 1
                || !Script.isCyrillic(row.cell(1).charAt(0))) {
            throw row.wrong("expected one character, then one Cyrillic letter");
        }
        Map<Character, Character> kind =
                switch (row.cell(2)) {
                    case "letter" -> letters;
                    case "loose" -> looseLetters;
                    case "digit" -> digits;
                    default -> throw row.wrong("the kind must be letter, loose or digit");
                };
        if (kind != digits && !Script.isLatin(row.cell(0).charAt(0))) {
            throw row.wrong("expected a Latin letter");
        }
        if (kind.put(row.cell(0).charAt(0), row.cell(1).charAt(0)) != null) {
            throw row.wrong("a second row for " + row.cell(0));
        }
    }

    /** As {@link #fold(String, Options)} with the default options: no loose letters, digits between letters. */
    public Folded fold(String text) {
        return fold(text, Options.DEFAULT);
    }

    /**
     * Folds every token that mixes Latin and Cyrillic to the script of most of its letters, if all the others fold; on a tie,
     * to the script that has a letter which does not fold. A token of Latin look-alikes only is folded when it stands beside
     * a Cyrillic token, and is doubtful. Folding the result again changes nothing.
     */
    public Folded fold(String text, Options options) {
        HomoglyphTable table = new HomoglyphTable(cyrillicByLatin(options), options.digits() ? digits : Map.of());
        List<Token> tokens = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = table.endOfToken(text, at);
            Token token = table.token(text.substring(at, Math.max(end, at + 1)));
            tokens.add(token);
            at += token.text().length();
        }
        foldBesideCyrillic(tokens, table);
        StringBuilder folded = new StringBuilder(text.length());
        tokens.forEach(token -> folded.append(token.text()));
        String result = folded.toString();
        return new Folded(result, !result.equals(text), tokens.stream().anyMatch(Token::doubtful));
    }

    private Map<Character, Character> cyrillicByLatin(Options options) {
        Map<Character, Character> all = new HashMap<>(letters);
        if (options.looseLetters()) {
            all.putAll(looseLetters);
        }
        return all;
    }

    /** Each fold makes a new Cyrillic neighbour, so it is repeated until nothing changes. */
    private static void foldBesideCyrillic(List<Token> tokens, HomoglyphTable table) {
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).script() != Script.NONE) {
                words.add(i);
            }
        }
        boolean again = true;
        while (again) {
            again = false;
            for (int i = 0; i < words.size(); i++) {
                Token token = tokens.get(words.get(i));
                boolean besideCyrillic = i > 0 && tokens.get(words.get(i - 1)).script() == Script.CYRILLIC
                        || i + 1 < words.size() && tokens.get(words.get(i + 1)).script() == Script.CYRILLIC;
                if (token.onlyLookAlikes() && besideCyrillic) {
                    tokens.set(words.get(i), table.foldedLookAlikes(token));
                    again = true;
                } else if (token.onlyLookAlikes() && words.size() == 1) {
                    tokens.set(words.get(i), token.asDoubtful());
                }
            }
        }
    }
}
