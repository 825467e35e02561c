package ua.vuzol.hl7;

import java.util.Optional;

/** A segment. */
public final class Hl7Segment {
    private final String[] fields;
    private final int position;

    Hl7Segment(String line, int position) {
        this.fields = line.split("\\|", -1);
        this.position = position;
    }

    public String name() {
        return fields[0];
    }

    public int position() {
        return position;
    }

    private String raw(int field) {
        int at = name().equals("MSH") ? field - 1 : field;
        return at < fields.length ? fields[at] : "";
    }

    public Optional<String> text(int field) {
        return text(field, 0, 1);
    }

    public Optional<String> text(int field, int component) {
        return text(field, 0, component);
    }

    public Optional<String> text(int field, int repetition, int component) {
        return text(field, repetition, component, 1);
    }

    public Optional<String> text(int field, int repetition, int component, int subcomponent) {
        return part(raw(field), "~", repetition + 1)
                .flatMap(text -> part(text, "\\^", component))
                .flatMap(text -> part(text, "&", subcomponent))
                .filter(text -> !text.isEmpty() && !text.equals("\"\""));
    }

    private static Optional<String> part(String text, String delimiter, int number) {
        String[] parts = text.split(delimiter, -1);
        return number <= parts.length ? Optional.of(parts[number - 1]) : Optional.empty();
    }

    public int repetitions(int field) {
        return raw(field).isEmpty() ? 0 : raw(field).split("~", -1).length;
    }

    public boolean isNull(int field) {
        return raw(field).equals("\"\"");
    }
}
