package ua.vuzol.text;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Tells Ukrainian from Russian by letters that only one of them has, then by words that only one of them uses. */
final class LanguageDetector {
    private static final Pattern ONLY_UKRAINIAN = Pattern.compile("[іїєґ]");
    private static final Pattern ONLY_RUSSIAN = Pattern.compile("[ыэъё]");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}]+");

    private final Map<String, Language> hints;

    private LanguageDetector(Map<String, Language> hints) {
        this.hints = Map.copyOf(hints);
    }

    /** @throws MappingException if a hint is given twice or its language is neither uk nor ru */
    static LanguageDetector load(Path file) {
        Map<String, Language> hints = new HashMap<>();
        for (Table.Row row : Table.load(file, 2).rows()) {
            Language language =
                    switch (row.cell(1)) {
                        case "uk" -> Language.UKRAINIAN;
                        case "ru" -> Language.RUSSIAN;
                        default -> throw row.wrong("the language must be uk or ru");
                    };
            if (hints.put(row.cell(0).toLowerCase(Locale.ROOT), language) != null) {
                throw row.wrong("a second row for " + row.cell(0));
            }
        }
        return new LanguageDetector(hints);
    }

    /** The language of a whole name; give all its components at once, for one of them rarely tells. */
    Language detect(String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        Language byLetters = of(
                ONLY_UKRAINIAN.matcher(lower).find(),
                ONLY_RUSSIAN.matcher(lower).find());
        return byLetters == Language.UNKNOWN ? byWords(lower) : byLetters;
    }

    /** Words of both languages cancel out: hints are weaker than letters and never make a name mixed. */
    private Language byWords(String lower) {
        var languages = BETWEEN_WORDS.splitAsStream(lower).map(hints::get).toList();
        Language found = of(languages.contains(Language.UKRAINIAN), languages.contains(Language.RUSSIAN));
        return found == Language.MIXED ? Language.UNKNOWN : found;
    }

    private static Language of(boolean ukrainian, boolean russian) {
        if (ukrainian) {
            return russian ? Language.MIXED : Language.UKRAINIAN;
        }
        return russian ? Language.RUSSIAN : Language.UNKNOWN;
    }
}
