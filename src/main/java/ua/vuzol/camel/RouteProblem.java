package ua.vuzol.camel;

/**
 * One thing that is wrong in a route or kamelet file.
 *
 * @param file path relative to the routes directory, with {@code /} between names
 * @param line line in the file, counted from 1; 0 when the problem belongs to the whole file
 * @param column column in that line, counted from 1; 0 when the problem belongs to the whole file
 * @param message what is wrong, one sentence
 * @param mend what to do about it, one sentence
 */
public record RouteProblem(String file, int line, int column, String message, String mend) {

    /** The problem as compilers print it: {@code file:line:column: message mend}. */
    @Override
    public String toString() {
        return line > 0
                ? "%s:%d:%d: %s %s".formatted(file, line, column, message, mend)
                : "%s: %s %s".formatted(file, message, mend);
    }
}
