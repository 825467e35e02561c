package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.io.ReadOptions;

/** Reads DICOM JSON. What is open is on a stack of its own and not on the thread's. */
final class JsonReader {

    private static final int MAX_NAME = 256;
    private static final int MAX_DEPTH_OF_UNKNOWN = 64;
    /** Also what Python writes for numbers that JSON does not have. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?|NaN|-?Infinity");

    private enum Kind {
        RESULTS,
        DATA_SET,
        ATTRIBUTE,
        VALUES
    }

    /** An object or array being read. */
    private static final class Open {
        final Kind kind;
        boolean begun;

        Open(Kind kind) {
            this.kind = kind;
        }
    }

    private final JsonScanner in;
    private final DataSetBuilder builder;
    private final Deque<Open> open = new ArrayDeque<>();

    JsonReader(InputStream stream, ReadOptions options, BulkDataResolver resolver) throws IOException {
        in = new JsonScanner(stream);
        builder = new DataSetBuilder(options, resolver, in::position);
    }

    ModelFormatException failure(String problem) {
        return builder.failure(problem);
    }

    void read(Consumer<DataSet> dataSets) throws IOException {
        if (in.peek() == '[') {
            in.expect('[');
            open.push(new Open(Kind.RESULTS));
        } else {
            openDataSet();
        }
        while (!open.isEmpty()) {
            Open level = open.peek();
            boolean more = more(level, level.kind == Kind.RESULTS || level.kind == Kind.VALUES ? ']' : '}');
            switch (level.kind) {
                case RESULTS -> result(more);
                case DATA_SET -> attribute(more, dataSets);
                case ATTRIBUTE -> member(more);
                case VALUES -> value(more);
            }
        }
        if (!in.isAtEnd()) {
            throw failure("something behind the end of the document");
        }
    }

    /** Whether something else follows in what is open; passes the comma before it, or the bracket at the end. */
    private boolean more(Open level, char end) throws IOException {
        if (in.peek() == end) {
            in.expect(end);
            open.pop();
            return false;
        }
        if (level.begun) {
            in.expect(',');
        }
        level.begun = true;
        return true;
    }

    private void openDataSet() throws IOException {
        in.expect('{');
        builder.beginDataSet();
        open.push(new Open(Kind.DATA_SET));
    }

    private void result(boolean more) throws IOException {
        if (more) {
            openDataSet();
        }
    }

    private void attribute(boolean more, Consumer<DataSet> dataSets) throws IOException {
        if (!more) {
            builder.endDataSet().ifPresent(dataSets);
            return;
        }
        OptionalInt tag = Tags.parse(in.string(MAX_NAME));
        openAttribute(tag.orElseThrow(() -> failure("a name that is no tag of eight hexadecimal digits")));
    }

    private void openAttribute(int tag) throws IOException {
        in.expect(':');
        builder.beginElement(tag);
        in.expect('{');
        open.push(new Open(Kind.ATTRIBUTE));
    }

    private void member(boolean more) throws IOException {
        if (!more) {
            builder.endElement();
            return;
        }
        String name = in.string(MAX_NAME);
        in.expect(':');
        switch (name) {
            case "vr" -> builder.vr(in.string(MAX_NAME));
            case "Value" -> {
                in.expect('[');
                builder.values();
                open.push(new Open(Kind.VALUES));
            }
            case "InlineBinary" -> single(this::inlineBinary);
            case "BulkDataURI" -> single(() -> builder.reference(in.string(builder.room())));
            default -> skip();
        }
    }

    /** What is read at one place. */
    @FunctionalInterface
    private interface Part {
        void read() throws IOException;
    }

    /** One string; also in an array, as an example of the standard had it (PS3.18 F.4). */
    private void single(Part part) throws IOException {
        if (in.peek() != '[') {
            part.read();
            return;
        }
        in.expect('[');
        part.read();
        in.expect(']');
    }

    private void inlineBinary() throws IOException {
        Base64Input bytes = builder.binary();
        in.string(bytes::accept);
        builder.binary(bytes);
    }

    private void value(boolean more) throws IOException {
        if (!more) {
            return;
        }
        char first = in.peek();
        if (first == '"') {
            builder.text(in.string(builder.room()));
        } else if (first == '{') {
            object();
        } else {
            literal(in.literal());
        }
    }

    private void literal(String text) {
        if (text.equals("null")) {
            builder.nothing();
        } else if (NUMBER.matcher(text).matches()) {
            builder.text(text);
        } else {
            throw failure("a value that is no string, number, null, name or item");
        }
    }

    /** An item or a person name: only what is in it tells, for the VR may come later. */
    private void object() throws IOException {
        in.expect('{');
        if (in.peek() == '}') {
            in.expect('}');
            builder.emptyObject();
            return;
        }
        String name = in.string(MAX_NAME);
        OptionalInt tag = Tags.parse(name);
        if (tag.isPresent()) {
            builder.beginDataSet();
            Open item = new Open(Kind.DATA_SET);
            item.begun = true;
            open.push(item);
            openAttribute(tag.getAsInt());
        } else {
            personName(name);
        }
    }

    private void personName(String first) throws IOException {
        NameGroups groups = new NameGroups();
        String name = first;
        while (true) {
            in.expect(':');
            Optional<NameGroups.Kind> kind = NameGroups.Kind.named(name);
            if (kind.isPresent() && in.peek() == '"') {
                if (!groups.put(kind.get(), in.string(builder.room()))) {
                    throw failure("the same component group twice");
                }
            } else {
                skip();
            }
            if (in.peek() == '}') {
                break;
            }
            in.expect(',');
            name = in.string(MAX_NAME);
        }
        in.expect('}');
        builder.name(groups);
    }

    /** Passes a value that has no meaning here, whatever it is, without keeping it. */
    private void skip() throws IOException {
        Deque<Character> ends = new ArrayDeque<>();
        do {
            char c = in.peek();
            if (c == '"') {
                in.string(ignored -> {});
            } else if (c == '{' || c == '[') {
                in.expect(c);
                ends.push(c == '{' ? '}' : ']');
                if (ends.size() > MAX_DEPTH_OF_UNKNOWN) {
                    throw failure("a member without meaning nested deeper than " + MAX_DEPTH_OF_UNKNOWN);
                }
            } else if (!ends.isEmpty() && c == ends.peek()) {
                in.expect(c);
                ends.pop();
            } else if (!ends.isEmpty() && (c == ',' || c == ':')) {
                in.expect(c);
            } else if (in.literal().isEmpty()) {
                throw failure("something that is no JSON");
            }
        } while (!ends.isEmpty());
    }
}
