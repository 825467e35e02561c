package ua.vuzol.worklist;

/** Text with the escapes of HL7 for its usual delimiters (v2.5.1 2.7). */
final class Escaped {
    private Escaped() {}

    static String text(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\E\\");
                case '|' -> escaped.append("\\F\\");
                case '^' -> escaped.append("\\S\\");
                case '&' -> escaped.append("\\T\\");
                case '~' -> escaped.append("\\R\\");
                case '\r' -> {}
                case '\n' -> escaped.append("\\.br\\");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
