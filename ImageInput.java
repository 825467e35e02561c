package ua.vuzol.intake.convert;

import java.nio.file.Path;
import java.util.Map;

/**
 * One picture file of an examination.
 *
 * @param file where it is now; it must stay as it is while the conversion runs
 * @param name the device's own file name
 * @param sha256 of the file's bytes, in hex
 * @param captures what the profile's pattern found in the name
 */
public record ImageInput(Path file, String name, String sha256, Map<String, String> captures) {
    public ImageInput {
        captures = Map.copyOf(captures);
    }

    /** The name may be patient data. */
    @Override
    public String toString() {
        return "ImageInput[sha256=" + sha256 + "]";
    }
}
