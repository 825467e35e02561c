package ua.vuzol.mapping;

import java.util.List;

/**
 * One finding in a mapping file.
 *
 * @param file path as a person would open it
 * @param line first line is 1; 0 when the finding concerns the whole file
 * @param key dotted path of the key, empty when the finding concerns the whole file
 * @param message what is wrong and the mend, without patient data
 */
public record MappingProblem(String file, int line, String key, String message) {
    /** What is wrong with the files that are read; empty if nothing is. */
    public static List<MappingProblem> in(Runnable reading) {
        try {
            reading.run();
            return List.of();
        } catch (MappingFileException e) {
            return e.problems();
        }
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
