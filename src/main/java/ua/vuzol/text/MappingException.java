package ua.vuzol.text;

import java.nio.file.Path;

/** A table in the mappings folder is missing or wrong; the message names file, line and mend. */
public final class MappingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    MappingException(Path file, int line, String problem) {
        super(file + (line > 0 ? ":" + line : "") + ": " + problem);
        this.file = file.toString();
        this.line = line;
    }

    MappingException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file.toString();
        this.line = 0;
    }

    public String file() {
        return file;
    }

    /** One-based line number, 0 where the whole file is meant. */
    public int line() {
        return line;
    }
}
