package ua.vuzol.hl7;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The segment MSH (or BHS, which begins alike), read by itself, so that also what cannot be parsed is answered. */
final class Header {
    private static final String USUAL_DELIMITERS = "^~\\&";
    private static final int FIRST_DELIMITER = 3;

    private final char separator;
    private final String delimiters;
    private final String[] fields;

    private Header(char separator, String delimiters, String[] fields) {
        this.separator = separator;
        this.delimiters = delimiters;
        this.fields = fields;
    }

    /** @param text begins with the name of the segment and the field separator */
    static Header of(String text) {
        int end = text.indexOf('\r');
        String segment = end < 0 ? text : text.substring(0, end);
        char separator = segment.charAt(FIRST_DELIMITER);
        int second = segment.indexOf(separator, FIRST_DELIMITER + 1);
        String delimiters = segment.substring(FIRST_DELIMITER + 1, second < 0 ? segment.length() : second);
        return new Header(separator, delimiters, split(segment, separator));
    }

    private static String[] split(String segment, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int end = segment.indexOf(separator); end >= 0; end = segment.indexOf(separator, start)) {
            parts.add(segment.substring(start, end));
            start = end + 1;
        }
        parts.add(segment.substring(start));
        return parts.toArray(String[]::new);
    }

    char separator() {
        return separator;
    }

    /** MSH-2, repaired where it is shorter than it must be or doubles the escape character as in a string of C. */
    String delimiters() {
        if (delimiters.equals("^~\\\\&")) {
            return USUAL_DELIMITERS;
        }
        return delimiters.length() >= USUAL_DELIMITERS.length()
                ? delimiters.substring(0, USUAL_DELIMITERS.length())
                : delimiters + USUAL_DELIMITERS.substring(delimiters.length());
    }

    char component() {
        return delimiters().charAt(0);
    }

    char escape() {
        return delimiters().charAt(2);
    }

    /** A whole field as it stands; MSH-1 is the separator. */
    String field(int number) {
        return number <= fields.length ? fields[number - 1].strip() : "";
    }

    /** The first component of the first repetition of a field. */
    String first(int number) {
        String field = field(number);
        int end = 0;
        while (end < field.length()
                && field.charAt(end) != component()
                && field.charAt(end) != delimiters().charAt(1)) {
            end++;
        }
        return field.substring(0, end).strip();
    }

    String component(int number, int component) {
        String[] components = split(field(number), component());
        return component <= components.length ? components[component - 1].strip() : "";
    }

    String sendingApplication() {
        return first(3);
    }

    String sendingFacility() {
        return first(4);
    }

    String type() {
        return first(9);
    }

    String event() {
        return component(9, 2);
    }

    String controlId() {
        return field(10);
    }

    String version() {
        return first(12);
    }

    Optional<String> charset() {
        return Optional.of(first(18)).filter(text -> !text.isEmpty());
    }

    /** Whether ERR has the form of 2.5 and later: code, place and sentence in fields of their own. */
    boolean hasLongErrors() {
        return version().compareTo("2.5") >= 0;
    }
}
