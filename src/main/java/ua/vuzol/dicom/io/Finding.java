package ua.vuzol.dicom.io;

import java.util.Locale;
import java.util.Optional;
import ua.vuzol.dicom.data.TagPath;

/**
 * Something in a file that is not as the standard wants it.
 *
 * @param path of the element concerned, which may be the one that is missing; empty for the file as a whole
 * @param problem a sentence that tells no value
 */
public record Finding(Severity severity, Optional<TagPath> path, String problem) {

    /** How bad it is. */
    public enum Severity {
        /** The standard forbids it. */
        ERROR,
        /** It is allowed but retired, cannot be judged, or is what readers stumble over. */
        WARNING
    }

    /** For people: {@code error (0008,0018): ...}. */
    @Override
    public String toString() {
        return severity.name().toLowerCase(Locale.ROOT)
                + path.map(at -> " " + at).orElse("") + ": " + problem;
    }
}
