package ua.vuzol.intake.profile;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over a whole file name with named groups, without regard to case. Names come from outside: their length and the
 * number of characters the matcher may look at are bounded, so that no name and no pattern can hold a thread.
 */
public final class NamePattern {
    /** What file systems allow is 255 bytes; anything longer is not a name of a device's file. */
    private static final int LONGEST_NAME = 255;

    private static final int STEPS = 100_000;
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    private final Pattern pattern;
    private final Set<String> groups;

    private NamePattern(Pattern pattern, Set<String> groups) {
        this.pattern = pattern;
        this.groups = groups;
    }

    /** @throws PatternSyntaxException when the text is no regular expression */
    static NamePattern of(String regex) {
        Set<String> names = new LinkedHashSet<>();
        GROUP.matcher(regex).results().forEach(result -> names.add(result.group(1)));
        return new NamePattern(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE), names);
    }

    Set<String> groups() {
        return groups;
    }

    /**
     * The named groups that took part, when the whole name matches.
     *
     * @throws TooManySteps when the pattern backtracks beyond reason on this name
     */
    Optional<Map<String, String>> match(String name) {
        if (name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(new Counted(name));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> captures = new LinkedHashMap<>();
        for (String group : groups) {
            if (matcher.group(group) != null) {
                captures.put(group, matcher.group(group));
            }
        }
        return Optional.of(captures);
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super("the pattern backtracks too much", null, false, false);
        }
    }

    /** Counts what the matcher reads: the only bound java.util.regex lets one put on backtracking. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEPS) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
