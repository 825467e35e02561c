package ua.vuzol.intake.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text with fields of the device's record in it: {@code "${DEPARTMENT}-${NUMBER}"}. */
public final class Template {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");

    private final String text;

    private Template(String text) {
        this.text = text;
    }

    public static Template of(String text) {
        return new Template(text);
    }

    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        PLACE.matcher(text).results().forEach(place -> fields.add(place.group(1).strip()));
        return fields;
    }

    public String fill(Function<String, String> fields) {
        return PLACE.matcher(text)
                .replaceAll(place ->
                        Matcher.quoteReplacement(fields.apply(place.group(1).strip())))
                .strip();
    }

    @Override
    public String toString() {
        return text;
    }
}
