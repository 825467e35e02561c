package ua.vuzol.text;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cyrillic text in Latin letters by one table, as KMU resolution 55 of 2010 (Ukrainian) or ICAO Doc 9303 (Russian).
 *
 * <p>The result is always ASCII. ASCII in the text passes unchanged (also the {@code ^ = \} of DICOM names), other Latin
 * letters lose their diacritics, dashes and quotation marks become their ASCII forms, and what has no ASCII form becomes
 * {@code ?}. The mapping cannot be reversed: keep the Cyrillic original.
 */
public final class Transliteration {

    private static final String DROPPED = "∅";

    private record Latin(String atWordStart, String elsewhere) {}

    private final Map<String, Latin> rows;
    private final Set<Character> apostrophes;
    private final int longestKey;

    private Transliteration(Map<String, Latin> rows, Set<Character> apostrophes) {
        this.rows = Map.copyOf(rows);
        this.apostrophes = Set.copyOf(apostrophes);
        this.longestKey = rows.keySet().stream().mapToInt(String::length).max().orElse(1);
    }

    /**
     * Reads a table whose head comment explains its form.
     *
     * @throws MappingException if a row is given twice or not in ASCII, or a letter of the alphabet has no row
     */
    public static Transliteration load(Path file) {
        Map<String, Latin> rows = new HashMap<>();
        Set<Character> apostrophes = new HashSet<>();
        Set<String> alphabet = new HashSet<>();
        for (Table.Row row : Table.load(file, 2).rows()) {
            switch (row.cell(0)) {
                case "@alphabet" -> row.cell(1)
                        .codePoints()
                        .mapToObj(Character::toString)
                        .forEach(alphabet::add);
                case "@apostrophe" -> row.cell(1).chars().forEach(c -> apostrophes.add((char) c));
                default -> addRow(rows, row);
            }
        }
        if (alphabet.isEmpty()) {
            throw new MappingException(file, 0, "the row @alphabet is missing: without it holes cannot be seen");
        }
        alphabet.removeAll(rows.keySet());
        if (!alphabet.isEmpty()) {
            throw new MappingException(file, 0, "no row for the letters " + String.join(" ", alphabet));
        }
        return new Transliteration(rows, apostrophes);
    }

    private static void addRow(Map<String, Latin> rows, Table.Row row) {
        if (row.cells().size() != 3) {
            throw row.wrong("expected three cells: Cyrillic, Latin at word start, Latin elsewhere");
        }
        String cyrillic = row.cell(0);
        if (cyrillic.isEmpty() || !cyrillic.chars().allMatch(Character::isLowerCase)) {
            throw row.wrong("the first cell must be lower-case letters");
        }
        Latin latin = new Latin(latinCell(row, 1), latinCell(row, 2));
        if (rows.put(cyrillic, latin) != null) {
            throw row.wrong("a second row for " + cyrillic);
        }
    }

    private static String latinCell(Table.Row row, int index) {
        String cell = row.cell(index);
        if (cell.equals(DROPPED)) {
            return "";
        }
        if (cell.isEmpty() || !cell.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw row.wrong("Latin cells hold printable ASCII or " + DROPPED);
        }
        return cell;
    }

    /** The text in Latin letters; the rules of word start, apostrophes and capitals are those of KMU 55. */
    public String toLatin(String text) {
        String source = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder latin = new StringBuilder(source.length() * 2);
        int at = 0;
        while (at < source.length()) {
            int end = at;
            while (end < source.length() && belongsToWord(source, end)) {
                end++;
            }
            if (end > at) {
                appendWord(source.substring(at, end), latin);
                at = end;
            } else {
                int codePoint = source.codePointAt(at);
                AsciiForm.append(codePoint, latin);
                at += Character.charCount(codePoint);
            }
        }
        return latin.toString();
    }

    /** {@link FileNames#safe(String)} of the Latin form. */
    public String toFileName(String text) {
        return FileNames.safe(toLatin(text));
    }

    private boolean belongsToWord(String text, int at) {
        char c = text.charAt(at);
        return Character.isLetter(c) || isCombining(c) || isInnerApostrophe(text, at);
    }

    private static boolean isCombining(char c) {
        return Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** The text with U+0027 for each apostrophe of the table between two Cyrillic letters. */
    String withPlainApostrophes(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (isInnerApostrophe(text, i)) {
                plain.setCharAt(i, '\'');
            }
        }
        return plain.toString();
    }

    /** Between two Cyrillic letters only: O'Brien and 12' keep theirs. */
    private boolean isInnerApostrophe(String text, int at) {
        return apostrophes.contains(text.charAt(at))
                && at > 0
                && at + 1 < text.length()
                && Script.isCyrillic(text.charAt(at - 1))
                && Script.isCyrillic(text.charAt(at + 1));
    }

    private void appendWord(String word, StringBuilder out) {
        boolean capitals = word.chars().filter(Character::isLetter).count() > 1
                && word.chars().noneMatch(Character::isLowerCase);
        String lower = lowerCase(word);
        int at = 0;
        while (at < word.length()) {
            String key = longestKeyAt(lower, at);
            Latin row = rows.get(key);
            if (row != null) {
                String latin = at == 0 ? row.atWordStart() : row.elsewhere();
                out.append(inCase(latin, word.charAt(at), capitals));
            } else if (!isInnerApostrophe(word, at) && !isCombining(word.charAt(at))) {
                AsciiForm.append(word.charAt(at), out);
            }
            at += key.length();
        }
    }

    /** Letter by letter, so that the positions stay: String.toLowerCase may lengthen. */
    private static String lowerCase(String word) {
        StringBuilder lower = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            lower.setCharAt(i, Character.toLowerCase(word.charAt(i)));
        }
        return lower.toString();
    }

    private String longestKeyAt(String lower, int at) {
        for (int length = Math.min(longestKey, lower.length() - at); length > 1; length--) {
            String key = lower.substring(at, at + length);
            if (rows.containsKey(key)) {
                return key;
            }
        }
        return lower.substring(at, at + 1);
    }

    private static String inCase(String latin, char original, boolean capitals) {
        if (latin.isEmpty() || !Character.isUpperCase(original)) {
            return latin;
        }
        return capitals ? latin.toUpperCase(Locale.ROOT) : Character.toUpperCase(latin.charAt(0)) + latin.substring(1);
    }
}
