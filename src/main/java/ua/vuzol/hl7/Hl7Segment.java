package ua.vuzol.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Composite;
import ca.uhn.hl7v2.model.ExtraComponents;
import ca.uhn.hl7v2.model.Primitive;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.Varies;
import java.util.Optional;

/**
 * A segment of a message. Fields, components and subcomponents are counted from 1 as in the standard, repetitions from 0. Text
 * is unescaped and stripped; what is absent, empty or the null {@code ""} is empty.
 */
public final class Hl7Segment {
    private static final String NULL = "\"\"";

    private final Segment segment;
    private final int position;

    Hl7Segment(Segment segment, int position) {
        this.segment = segment;
        this.position = position;
    }

    public String name() {
        return segment.getName();
    }

    /** 1 for the first segment of its name in the message, as in ERR-2. */
    public int position() {
        return position;
    }

    /** The first repetition, its first component. */
    public Optional<String> text(int field) {
        return text(field, 0, 1, 1);
    }

    /** A component of the first repetition. */
    public Optional<String> text(int field, int component) {
        return text(field, 0, component, 1);
    }

    public Optional<String> text(int field, int repetition, int component) {
        return text(field, repetition, component, 1);
    }

    public Optional<String> text(int field, int repetition, int component, int subcomponent) {
        return raw(field, repetition, component, subcomponent)
                .filter(text -> !text.equals(NULL))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    public int repetitions(int field) {
        return field(field).length;
    }

    /** Whether the field is the null {@code ""}, which says that the value is to be deleted. */
    public boolean isNull(int field) {
        return raw(field, 0, 1, 1).filter(NULL::equals).isPresent();
    }

    private Optional<String> raw(int field, int repetition, int component, int subcomponent) {
        Type[] repetitions = field(field);
        return repetition < repetitions.length
                ? child(repetitions[repetition], component)
                        .flatMap(type -> child(type, subcomponent))
                        .flatMap(Hl7Segment::value)
                : Optional.empty();
    }

    private Type[] field(int field) {
        try {
            return field <= segment.numFields() ? segment.getField(field) : new Type[0];
        } catch (HL7Exception e) {
            throw new IllegalArgumentException("HL7 counts fields from 1, not " + field, e);
        }
    }

    /** Reads without making what is not there, which the accessors of HAPI would do. */
    private static Optional<Type> child(Type type, int number) {
        if (type instanceof Varies varies) {
            return child(varies.getData(), number);
        }
        if (type instanceof Composite composite) {
            Type[] children = composite.getComponents();
            return number <= children.length
                    ? Optional.of(children[number - 1])
                    : extra(composite.getExtraComponents(), number - children.length);
        }
        return number == 1 ? Optional.of(type) : extra(type.getExtraComponents(), number - 1);
    }

    private static Optional<Type> extra(ExtraComponents extra, int number) {
        return number <= extra.numComponents() ? Optional.of(extra.getComponent(number - 1)) : Optional.empty();
    }

    private static Optional<String> value(Type type) {
        if (type instanceof Varies varies) {
            return value(varies.getData());
        }
        if (type instanceof Primitive primitive) {
            return Optional.ofNullable(primitive.getValue());
        }
        return child(type, 1).flatMap(Hl7Segment::value);
    }
}
