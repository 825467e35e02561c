package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import ua.vuzol.dicom.data.BulkData;

/** XML 1.0 on its way to a stream. Where it is indented, elements with text stay on one line, for their white space counts. */
final class XmlOutput {

    private final TextOutput out;
    private final boolean indented;
    private final Deque<String> open = new ArrayDeque<>();
    /** Whether the start tag of the innermost element is not ended yet. */
    private boolean inStartTag;

    private boolean hasText;

    XmlOutput(OutputStream out, boolean indented) throws IOException {
        this.out = new TextOutput(out);
        this.indented = indented;
        this.out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    }

    /** Whether a text can be part of a document (XML 1.0 production 2). */
    static boolean isRepresentable(String text) {
        return text.codePoints()
                .allMatch(c -> c == '\t'
                        || c == '\n'
                        || c == '\r'
                        || c >= 0x20 && c <= 0xD7FF
                        || c >= 0xE000 && c <= 0xFFFD
                        || c >= 0x10000);
    }

    XmlOutput open(String name) throws IOException {
        endStartTag();
        if (indented) {
            out.newLine(open.size());
        }
        out.write("<" + name);
        open.push(name);
        inStartTag = true;
        hasText = false;
        return this;
    }

    XmlOutput attribute(String name, String value) throws IOException {
        out.write(" " + name + "=\"" + escaped(value) + "\"");
        return this;
    }

    void text(String text) throws IOException {
        endStartTag();
        hasText = true;
        out.write(escaped(text));
    }

    void base64(BulkData data) throws IOException {
        endStartTag();
        hasText = true;
        out.base64(data);
    }

    void close() throws IOException {
        String name = open.pop();
        if (inStartTag) {
            out.write("/>");
        } else {
            if (indented && !hasText) {
                out.newLine(open.size());
            }
            out.write("</" + name + ">");
        }
        inStartTag = false;
        hasText = false;
    }

    void endLine() throws IOException {
        out.newLine(0);
    }

    void flush() throws IOException {
        out.flush();
    }

    private void endStartTag() throws IOException {
        if (inStartTag) {
            out.write(">");
            inStartTag = false;
        }
    }

    /** What a reader would take for markup, or change: ends of lines, white space in attributes. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\r', '\n', '\t' -> escaped.append(String.format(Locale.ROOT, "&#%d;", (int) c));
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
