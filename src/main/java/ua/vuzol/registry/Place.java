package ua.vuzol.registry;

import java.util.Optional;
import java.util.OptionalInt;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Segment;

/**
 * A place in a message, such as {@code PV1-19} or {@code PV1-3.1}.
 *
 * @param component the only one that counts; empty for a field with its structure
 */
record Place(String segment, int field, OptionalInt component) {

    static Place of(String text) {
        String[] parts = text.split("[-.]");
        return new Place(
                parts[0],
                Integer.parseInt(parts[1]),
                parts.length > 2 ? OptionalInt.of(Integer.parseInt(parts[2])) : OptionalInt.empty());
    }

    /** The segment of a group of which this is a place; that of a person is the one given, where a message has several. */
    Optional<Hl7Segment> in(Hl7Message message, Hl7Segment pid) {
        return segment.equals("PID") ? Optional.of(pid) : message.segment(segment);
    }

    /** What a component says, or the one that was asked for where the place names none. */
    Optional<String> text(Hl7Segment found, int repetition, int wanted) {
        return found.text(field, repetition, component.orElse(wanted))
                .map(Place::clean)
                .filter(text -> !text.isEmpty());
    }

    Optional<String> text(Hl7Segment found, int wanted) {
        return text(found, 0, wanted);
    }

    /** PostgreSQL's text has no U+0000, and DICOM's no backslash within a value. */
    static String clean(String text) {
        return text.replace('\0', '\uFFFD').replace('\\', '/').strip();
    }
}
