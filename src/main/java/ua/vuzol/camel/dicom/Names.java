package ua.vuzol.camel.dicom;

import java.util.Arrays;
import java.util.List;

/** Lists as options have them. */
final class Names {

    private Names() {}

    /** What is between the commas, without blanks. */
    static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }
}
