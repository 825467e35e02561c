package ua.vuzol.text;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names as people write them: their language, their Latin form, file names made of them, and letters that only look right.
 * Built once from the tables in {@code mappings/transliteration/}; immutable and safe for threads.
 */
public final class Text {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’ʼ`´′‘]+");

    private final Language defaultLanguage;
    private final LanguageDetector detector;
    private final Transliteration ukrainian;
    private final Transliteration russian;
    private final Homoglyphs homoglyphs;

    /**
     * @param mappings the folder that holds {@code transliteration/}
     * @param defaultLanguage the language of names that do not tell: Ukrainian or Russian
     * @throws MappingException if a table is missing or wrong
     */
    public Text(Path mappings, Language defaultLanguage) {
        Path tables = mappings.resolve("transliteration");
        this.defaultLanguage = nameable(defaultLanguage);
        this.detector = LanguageDetector.load(tables.resolve("language-hints.tsv"));
        this.ukrainian = Transliteration.load(tables.resolve("uk-kmu55.tsv"));
        this.russian = Transliteration.load(tables.resolve("ru-icao9303.tsv"));
        this.homoglyphs = Homoglyphs.load(tables.resolve("homoglyphs.tsv"));
    }

    private Text(Text tables, Language defaultLanguage) {
        this.defaultLanguage = nameable(defaultLanguage);
        this.detector = tables.detector;
        this.ukrainian = tables.ukrainian;
        this.russian = tables.russian;
        this.homoglyphs = tables.homoglyphs;
    }

    private static Language nameable(Language language) {
        if (language != Language.UKRAINIAN && language != Language.RUSSIAN) {
            throw new IllegalArgumentException("The default language of names must be UKRAINIAN or RUSSIAN");
        }
        return language;
    }

    /** The same tables, with this language for names that do not tell: Ukrainian or Russian. */
    public Text preferring(Language language) {
        return language == defaultLanguage ? this : new Text(this, language);
    }

    /** The language of a whole name, all components together (a DICOM PN may be given with its carets). */
    public Language language(String name) {
        return detector.detect(name);
    }

    /** The name in ASCII: Ukrainian by KMU 55, Russian by ICAO Doc 9303, a mixed name word by word. */
    public String latin(String name) {
        Language language = detector.detect(name);
        if (language != Language.MIXED) {
            return table(language).toLatin(name);
        }
        String words = WORD.matcher(name).replaceAll(word -> Matcher.quoteReplacement(latinOfWord(word.group())));
        return table(defaultLanguage).toLatin(words);
    }

    /** A portable file name made of the Latin form; see {@link Transliteration#toFileName}. */
    public String latinFileName(String name) {
        return FileNames.safe(latin(name));
    }

    /** Letters of the wrong script in a name, folded; see {@link Homoglyphs#fold(String)}. */
    public Homoglyphs.Folded fold(String name) {
        return homoglyphs.fold(name);
    }

    /** The name with U+0027 for every form of the apostrophe between two Cyrillic letters: one name, one spelling. */
    public String withPlainApostrophes(String name) {
        return ukrainian.withPlainApostrophes(name);
    }

    public Homoglyphs homoglyphs() {
        return homoglyphs;
    }

    private String latinOfWord(String word) {
        return table(detector.detect(word)).toLatin(word);
    }

    private Transliteration table(Language language) {
        Language chosen = language == Language.RUSSIAN || language == Language.UKRAINIAN ? language : defaultLanguage;
        return chosen == Language.RUSSIAN ? russian : ukrainian;
    }
}
