package ua.vuzol.intake.record;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Set;

/**
 * How to read the sidecars of one source.
 *
 * @param format the form of the file
 * @param encoding the encoding of its text; a byte order mark in the file is dropped. XML declarations are not asked: old
 *     devices write any
 * @param options by format, all optional:
 *     <ul>
 *       <li>CSV: {@code delimiter} (one character or {@code tab}, default {@code ,}), {@code quote} (one character or
 *           {@code none}, default {@code "}), {@code header} ({@code yes} or {@code no}, default {@code yes}), {@code columns}
 *           (names separated by commas; needed without a header, and replacing it otherwise; without either the columns are
 *           {@code 1}, {@code 2} ...)
 *       <li>XML: {@code record}, the name of the element that is one record or its path from the root
 *           ({@code studies/study}); without it the root is the one record
 *       <li>JSON: {@code record}, the JSON Pointer (RFC 6901) of the object or of the array of objects; without it the root
 *       <li>INI, DBF: none
 *     </ul>
 * @param wanted names of the fields that will be asked for: one whose text stands outside the file, as a memo of DBF, is an
 *     error then
 */
public record SidecarSpec(SidecarFormat format, Charset encoding, Map<String, String> options, Set<String> wanted) {

    public SidecarSpec {
        options = Map.copyOf(options);
        wanted = Set.copyOf(wanted);
    }

    public SidecarSpec(SidecarFormat format, Charset encoding, Map<String, String> options) {
        this(format, encoding, options, Set.of());
    }

    public SidecarSpec(SidecarFormat format, Charset encoding) {
        this(format, encoding, Map.of());
    }

    boolean wants(String field) {
        return wanted.stream().anyMatch(name -> name.strip().equalsIgnoreCase(field.strip()));
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
