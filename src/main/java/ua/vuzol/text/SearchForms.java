package ua.vuzol.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The forms under which a text is kept for search, and those under which a query looks for it: without case, apostrophes and
 * look-alike letters made one, once in its own script and once in Latin letters. A query finds a text if one of its forms
 * matches one of the text's: so a Latin query finds a Cyrillic name, and the reverse. A form has at most 200 characters; U+0000
 * becomes U+FFFD.
 */
public final class SearchForms {
    private static final Pattern WILDCARDS = Pattern.compile("[*?]+");
    /** A letter that both tables write as one, and alike wherever it stands. */
    private static final String INNER = "б";

    private static final int MOST_CHARACTERS = 200;
    /** For a character without a Latin form. */
    private static final char NO_FORM = '\uFFFD';

    private final Text text;

    public SearchForms(Text text) {
        this.text = text;
    }

    /** The forms of a text, each once; none for an empty one. */
    public Set<String> of(String value) {
        return forms(value).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The forms of a DICOM name (PS3.5 6.2.1): of each group that it is written in, without padding and trailing carets. */
    public Set<String> ofName(String name) {
        return groups(name).flatMap(this::forms).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The forms of a query, in which {@code *} and {@code ?} stay what they are. */
    public Set<String> ofQuery(String query) {
        return Stream.concat(forms(query), inner(query)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** As {@link #ofQuery}, for a DICOM name. */
    public Set<String> ofNameQuery(String query) {
        return groups(query)
                .flatMap(group -> Stream.concat(forms(group), inner(group)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Stream<String> forms(String value) {
        String plain = plain(value);
        return Stream.of(lower(plain), latin(plain, false))
                .filter(form -> !form.isEmpty())
                .map(SearchForms::cut);
    }

    /** What follows a wildcard may be the inside of a word, where some letters have another Latin form. */
    private Stream<String> inner(String query) {
        return Stream.of(cut(latin(plain(query), true))).filter(form -> !form.isEmpty());
    }

    /** Part by part between wildcards, since what has no Latin form would become one: a question mark. */
    private String latin(String plain, boolean inner) {
        Matcher wildcards = WILDCARDS.matcher(plain);
        StringBuilder latin = new StringBuilder();
        int from = 0;
        while (wildcards.find()) {
            latin.append(part(plain.substring(from, wildcards.start()), inner && from > 0))
                    .append(wildcards.group());
            from = wildcards.end();
        }
        return lower(latin.append(part(plain.substring(from), inner && from > 0))
                        .toString())
                .strip();
    }

    private String part(String part, boolean inside) {
        boolean letter = !part.isEmpty() && Script.isCyrillic(part.charAt(0));
        String latin = inside && letter ? text.latin(INNER + part).substring(1) : text.latin(part);
        return latin.replace('?', NO_FORM);
    }

    private static String cut(String form) {
        return form.codePointCount(0, form.length()) <= MOST_CHARACTERS
                ? form
                : form.substring(0, form.offsetByCodePoints(0, MOST_CHARACTERS));
    }

    private static Stream<String> groups(String name) {
        return Stream.of(name.split("=")).map(SearchForms::group).filter(group -> !group.isEmpty());
    }

    private static String group(String group) {
        String joined = Stream.of(group.split("\\^")).map(String::strip).collect(Collectors.joining("^"));
        return joined.replaceAll("\\^+$", "");
    }

    private String plain(String value) {
        String composed =
                Normalizer.normalize(value, Normalizer.Form.NFC).strip().replace('\0', '\uFFFD');
        return text.withPlainApostrophes(text.fold(composed).text());
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
