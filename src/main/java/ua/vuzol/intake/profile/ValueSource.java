package ua.vuzol.intake.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the value of one DICOM attribute comes from. */
public sealed interface ValueSource {

    /** The fields of the device's record that the value is made of. */
    default Stream<String> fields() {
        return Stream.empty();
    }

    /** The same for every examination of the source. */
    record Fixed(List<String> values) implements ValueSource {}

    /**
     * A text with fields of the device's record; a single field is the template {@code ${FIELD}}.
     *
     * @param fallback used when the text is empty; one that is there, if empty, also allows that the record lacks the field
     */
    record FromRecord(Template template, Conversion conversion, Optional<String> fallback) implements ValueSource {
        @Override
        public Stream<String> fields() {
            return template.fields().stream();
        }
    }

    /** A person's name from separate fields; empty templates stand for components the device does not know. */
    record NameParts(Template family, Template given, Template middle, Template prefix, Template suffix)
            implements ValueSource {
        @Override
        public Stream<String> fields() {
            return Stream.of(family, given, middle, prefix, suffix).flatMap(part -> part.fields().stream());
        }
    }

    /** Made by the hub, always the same for the same examination. */
    record Generated(Generator generator) implements ValueSource {}

    /** The one item of a code sequence (PS3.3 table 8.8-1). */
    record Coded(String value, String scheme, String meaning) implements ValueSource {}

    /** The items of any other sequence. */
    record Items(List<Map<String, ValueSource>> items) implements ValueSource {
        @Override
        public Stream<String> fields() {
            return items.stream().flatMap(item -> item.values().stream()).flatMap(ValueSource::fields);
        }
    }

    /** What the hub can make by itself. */
    enum Generator {
        /** A UID derived from source, examination, patient, study date and attribute. */
        UID,
        /** Twelve digits derived from the same: for Study ID and Accession Number (SH, 16 characters). */
        NUMBER,
        /** Date of receipt in the zone of the source. */
        RECEIVED_DATE,
        /** Time of receipt in the zone of the source. */
        RECEIVED_TIME,
        /** For object tables: the middle of all values that Bits Stored allow (PS3.3 C.11.2.1.2). */
        WINDOW_CENTER,
        /** For object tables: all values that Bits Stored allow. */
        WINDOW_WIDTH,
        /** For object tables: 1, 2, 3 ... as many as there are frames. */
        FRAME_NUMBERS
    }
}
