package ua.vuzol.worklist;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.mapping.MappingFile;

/**
 * How an attribute is made from fields of a message.
 *
 * @param keyword of the attribute in the dictionary
 * @param from places, of which the first that says something counts
 * @param as what is made of the field
 * @param counted whether a number stands for a value that is longer than the attribute has room for
 * @param values what becomes of coded values; empty leaves them as they are, and what it does not know is left out
 */
record AttributeRule(
        int tag, VR vr, String keyword, List<FieldPlace> from, As as, boolean counted, Map<String, String> values) {

    /** What is made of a field. */
    enum As {
        TEXT,
        /** All repetitions, as several values. */
        LIST,
        /** XCN, an identified person, as PN (PS3.5 6.2.1). */
        NAME,
        /** CE or CWE as an item of a code sequence (PS3.3 8.8). */
        CODE,
        /** TS as DA, in the hospital's zone. */
        DATE,
        /** TS as TM, in the hospital's zone. */
        TIME,
        /** EI or HD after a number as an item with the assigning authority (PS3.3 10.14). */
        AUTHORITY,
        /** All comments, one a line. */
        LINES
    }

    static AttributeRule of(String keyword, MappingFile.Entry entry) {
        Dictionary.Entry known = Dictionary.standard()
                .byKeyword(keyword)
                .orElseThrow(() -> entry.error("no attribute of DICOM has the keyword " + keyword));
        boolean plain = !entry.node().isObject();
        Map<String, String> values = entry.get("values").members().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().text().orElse("")));
        VR vr = known.vrs().get(0);
        As as = plain
                ? usual(vr)
                : entry.get("as")
                        .text()
                        .map(text -> As.valueOf(text.toUpperCase(Locale.ROOT)))
                        .orElse(usual(vr));
        if (vr == VR.SQ && as != As.CODE && as != As.AUTHORITY) {
            throw entry.error("a sequence is made as code or as authority");
        }
        return new AttributeRule(
                known.tag(),
                vr,
                keyword,
                FieldPlace.all(plain ? entry : entry.get("from")),
                as,
                !plain && entry.get("counted").node().asBoolean(),
                values);
    }

    private static As usual(VR vr) {
        return switch (vr) {
            case PN -> As.NAME;
            case SQ -> As.CODE;
            case DA -> As.DATE;
            case TM -> As.TIME;
            default -> As.TEXT;
        };
    }

    Optional<String> coded(String value) {
        return values.isEmpty() ? Optional.of(value) : Optional.ofNullable(values.get(value));
    }
}
