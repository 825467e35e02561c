package ua.vuzol.query;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL with the parameters of its question marks, in their order. */
public final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    public static Sql of(String text, Object... parameters) {
        return new Sql().add(text, parameters);
    }

    public Sql add(String more, Object... itsParameters) {
        text.append(more);
        parameters.addAll(List.of(itsParameters));
        return this;
    }

    public Sql add(Sql other) {
        text.append(other.text);
        parameters.addAll(other.parameters);
        return this;
    }

    /** The pieces with a word between them, in parentheses; there is one at least. */
    public static Sql joined(String word, List<Sql> pieces) {
        Sql all = Sql.of("(").add(pieces.get(0));
        pieces.stream().skip(1).forEach(piece -> all.add(" " + word + " ").add(piece));
        return all.add(")");
    }

    public String text() {
        return text.toString();
    }

    public List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
