package ua.vuzol.dicom.model;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The component groups of a person name as text (PS3.5 6.2.1). Unlike {@link ua.vuzol.dicom.data.PersonName} it keeps what is too
 * much: a fourth group stays in the third, a sixth component in the fifth, so that the value comes back as it was.
 */
final class NameGroups {

    /** A component group under the name that both models give it. */
    enum Kind {
        ALPHABETIC("Alphabetic"),
        IDEOGRAPHIC("Ideographic"),
        PHONETIC("Phonetic");

        private final String modelName;

        Kind(String modelName) {
            this.modelName = modelName;
        }

        String modelName() {
            return modelName;
        }

        static Optional<Kind> named(String name) {
            return Stream.of(values())
                    .filter(kind -> kind.modelName.equals(name))
                    .findFirst();
        }
    }

    /** The components of a group as the Native DICOM Model names them, in their order. */
    static final List<String> COMPONENTS = List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");

    private final Map<Kind, String> groups = new EnumMap<>(Kind.class);

    static NameGroups of(String value) {
        NameGroups name = new NameGroups();
        String[] parts = value.split("=", Kind.values().length);
        for (int i = 0; i < parts.length; i++) {
            name.put(Kind.values()[i], parts[i]);
        }
        return name;
    }

    /** The components of a group, those at the end that are not there left out. */
    static List<String> components(String group) {
        return List.of(group.split("\\^", COMPONENTS.size()));
    }

    /** @return whether it is the first of its kind */
    boolean put(Kind kind, String group) {
        return groups.put(kind, group) == null;
    }

    /** The group, empty if there is none. */
    String of(Kind kind) {
        return groups.getOrDefault(kind, "");
    }

    /** The PN value, without equals signs at the end. */
    String value() {
        String all = String.join("=", of(Kind.ALPHABETIC), of(Kind.IDEOGRAPHIC), of(Kind.PHONETIC));
        return withoutTrailing('=', all);
    }

    /** Whether the groups can be told from each other again: only the last may hold an equals sign. */
    boolean isSeparable() {
        return of(Kind.ALPHABETIC).indexOf('=') < 0 && of(Kind.IDEOGRAPHIC).indexOf('=') < 0;
    }

    static String withoutTrailing(char separator, String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == separator) {
            end--;
        }
        return text.substring(0, end);
    }
}
