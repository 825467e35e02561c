package ua.vuzol.dicom.model;

import ua.vuzol.dicom.data.DicomException;

/** The document is no JSON or XML, not of the DICOM model, or goes beyond a limit of {@link ua.vuzol.dicom.io.ReadOptions}. */
public final class ModelFormatException extends DicomException {

    private final Position position;
    private final String path;

    ModelFormatException(String problem, Position position, String path) {
        this(problem, position, path, null);
    }

    ModelFormatException(String problem, Position position, String path, Throwable cause) {
        super(
                problem + " (at line " + position.line() + ", column " + position.column()
                        + (path.isEmpty() ? ")" : ", element " + path + ")"),
                cause);
        this.position = position;
        this.path = path;
    }

    /** From 1, where reading had come to. */
    public long line() {
        return position.line();
    }

    /** In characters, from 1. */
    public long column() {
        return position.column();
    }

    /** The element being read as a path of tags and item numbers, such as {@code 00081140/1/00081155}; empty outside of one. */
    public String path() {
        return path;
    }
}
