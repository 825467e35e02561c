package ua.vuzol.intake;

import java.util.HashMap;
import java.util.Map;

/** What a file's name says, where names are the metadata. */
final class Captures {
    private Captures() {}

    /** Without what tells the pictures of one examination apart. */
    static Map<String, String> ofExamination(Map<String, String> captures) {
        Map<String, String> common = new HashMap<>(captures);
        common.remove("frame");
        return common;
    }
}
