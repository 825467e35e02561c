package ua.vuzol.mapping;

/**
 * One finding in a mapping file.
 *
 * @param file path as a person would open it
 * @param line first line is 1; 0 when the finding concerns the whole file
 * @param key dotted path of the key, empty when the finding concerns the whole file
 * @param message what is wrong and the mend, without patient data
 */
public record MappingProblem(String file, int line, String key, String message) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
