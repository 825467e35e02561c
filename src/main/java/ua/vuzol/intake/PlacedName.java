package ua.vuzol.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * A file's name relative to the watched folder, in its two parts.
 *
 * @param folder with '/' between levels; empty at the top
 */
record PlacedName(String folder, String file) {

    static PlacedName of(String relativeName) {
        int slash = relativeName.lastIndexOf('/');
        return slash < 0
                ? new PlacedName("", relativeName)
                : new PlacedName(relativeName.substring(0, slash), relativeName.substring(slash + 1));
    }

    /** The folder and all folders above it. */
    static List<String> upwards(String folder) {
        List<String> folders = new ArrayList<>();
        for (String level = folder; !level.isEmpty(); level = of(level).folder()) {
            folders.add(level);
        }
        folders.add("");
        return folders;
    }
}
