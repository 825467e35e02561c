package ua.vuzol.archive.query;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL with the parameters of its question marks, in their order. */
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    static Sql of(String text, Object... parameters) {
        return new Sql().add(text, parameters);
    }

    Sql add(String more, Object... itsParameters) {
        text.append(more);
        parameters.addAll(List.of(itsParameters));
        return this;
    }

    Sql add(Sql other) {
        text.append(other.text);
        parameters.addAll(other.parameters);
        return this;
    }

    /** The pieces with a word between them, in parentheses; there is one at least. */
    static Sql joined(String word, List<Sql> pieces) {
        Sql all = Sql.of("(").add(pieces.get(0));
        pieces.stream().skip(1).forEach(piece -> all.add(" " + word + " ").add(piece));
        return all.add(")");
    }

    String text() {
        return text.toString();
    }

    List<Object> parameters() {
        return List.copyOf(parameters);
    }
}
