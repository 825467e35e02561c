package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.Locale;
import ua.vuzol.dicom.data.BulkData;

/** JSON (RFC 8259) on its way to a stream: puts the commas and, if asked for, the white space. */
final class JsonOutput {

    private final TextOutput out;
    private final boolean indented;
    /** For each level whether something stands in it already. */
    private final BitSet begun = new BitSet();

    private int level;
    private boolean named;

    JsonOutput(OutputStream out, boolean indented) {
        this.out = new TextOutput(out);
        this.indented = indented;
    }

    void open(char bracket) throws IOException {
        separate();
        out.write(String.valueOf(bracket));
        level++;
        begun.clear(level);
    }

    void close(char bracket) throws IOException {
        boolean filled = begun.get(level);
        level--;
        if (indented && filled) {
            out.newLine(level);
        }
        out.write(String.valueOf(bracket));
    }

    void name(String name) throws IOException {
        separate();
        out.write(quoted(name) + (indented ? ": " : ":"));
        named = true;
    }

    void string(String text) throws IOException {
        separate();
        out.write(quoted(text));
    }

    /** Writes a number, or null, as it stands. */
    void literal(String text) throws IOException {
        separate();
        out.write(text);
    }

    void base64(BulkData data) throws IOException {
        separate();
        out.write("\"");
        out.base64(data);
        out.write("\"");
    }

    void endLine() throws IOException {
        if (indented) {
            out.newLine(0);
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    private void separate() throws IOException {
        if (named) {
            named = false;
            return;
        }
        if (begun.get(level)) {
            out.write(",");
        }
        begun.set(level);
        if (indented && level > 0) {
            out.newLine(level);
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
