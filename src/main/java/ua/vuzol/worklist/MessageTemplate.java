package ua.vuzol.worklist;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ua.vuzol.mapping.MappingFile;

/** The text of a message with places for values. */
record MessageTemplate(String text) {
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9.-]+)}");
    private static final Pattern FIELD = Pattern.compile("(ORC|OBR|IPC)-\\d+");
    private static final Set<String> KNOWN = Set.of(
            "patient.id",
            "patient.issuer",
            "patient.name",
            "patient.birthDate",
            "patient.sex",
            "accession",
            "procedure",
            "step",
            "study",
            "modality",
            "station",
            "start",
            "status",
            "result",
            "observation",
            "link",
            "now");

    static MessageTemplate of(MappingFile.Entry entry) {
        String text = entry.text().orElse("");
        Matcher places = PLACE.matcher(text);
        while (places.find()) {
            String name = places.group(1);
            if (!KNOWN.contains(name) && !FIELD.matcher(name).matches()) {
                throw entry.error("no value is called {" + name + "}");
            }
        }
        return new MessageTemplate(text.strip().replaceAll("\\R", "\r") + "\r");
    }

    /** @param values with HL7's escapes; those that are not there are empty */
    String with(Map<String, String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), "")));
    }
}
