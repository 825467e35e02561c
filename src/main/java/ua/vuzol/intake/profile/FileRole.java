package ua.vuzol.intake.profile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a file of a source is, told by its name. */
public sealed interface FileRole {

    /**
     * A picture of one examination.
     *
     * @param examinationKey upper case, so that {@code fl1_1.jpg} and {@code FL1.CSV} meet
     * @param captures the named groups of the pattern that took part in the match
     */
    record Image(String examinationKey, Map<String, String> captures) implements FileRole {
        public Image {
            captures = Collections.unmodifiableMap(new LinkedHashMap<>(captures));
        }
    }

    /**
     * A file of metadata.
     *
     * @param examinationKey empty when the examination is named inside the file, row by row
     */
    record Sidecar(Optional<String> examinationKey) implements FileRole {}

    /** No pattern of the profile knows the name. */
    record Unmatched() implements FileRole {}
}
