package ua.vuzol.dicom.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The tokens of JSON in UTF-8 (RFC 8259), asked for one after the other. */
final class JsonScanner {

    /** Takes the characters of a string. */
    @FunctionalInterface
    interface Characters {
        void accept(char c) throws IOException;
    }

    private static final int BUFFER_CHARACTERS = 8192;
    private static final int MAX_NUMBER = 512;
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader reader;
    private final char[] buffer = new char[BUFFER_CHARACTERS];
    private int at;
    private int end;
    private long line = 1;
    private long column = 1;

    JsonScanner(InputStream in) throws IOException {
        // one that is given a decoder refuses what is no UTF-8
        reader = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
        if (look() == BYTE_ORDER_MARK) {
            at++;
        }
    }

    Position position() {
        return new Position(line, column);
    }

    ModelFormatException failure(String problem) {
        return new ModelFormatException(problem, position(), "");
    }

    /** The first character of the next token, which stays where it is. */
    char peek() throws IOException {
        skipSpace();
        int c = look();
        if (c == END) {
            throw failure("the document ends too early");
        }
        return (char) c;
    }

    void expect(char wanted) throws IOException {
        if (peek() != wanted) {
            throw failure("here should be " + wanted);
        }
        next();
    }

    /** Whether nothing but white space is left. */
    boolean isAtEnd() throws IOException {
        skipSpace();
        return look() == END;
    }

    /** A string of so many characters at most. */
    String string(long limit) throws IOException {
        StringBuilder text = new StringBuilder();
        string(c -> {
            if (text.length() >= limit) {
                throw failure("a string of more than " + limit + " characters");
            }
            text.append(c);
        });
        return text.toString();
    }

    void string(Characters characters) throws IOException {
        expect('"');
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw failure("a control character within a string");
            }
            characters.accept(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws IOException {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hexDigit() << 12 | hexDigit() << 8 | hexDigit() << 4 | hexDigit());
            default -> throw failure("an escape that JSON does not know");
        };
    }

    private int hexDigit() throws IOException {
        char c = next();
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            throw failure("an escape without four hexadecimal digits");
        }
        return digit;
    }

    /** A word or number: all up to what ends one. */
    String literal() throws IOException {
        skipSpace();
        StringBuilder text = new StringBuilder();
        for (int c = look(); isOfLiteral(c); c = look()) {
            if (text.length() >= MAX_NUMBER) {
                throw failure("a number of more than " + MAX_NUMBER + " characters");
            }
            text.append(next());
        }
        return text.toString();
    }

    private static boolean isOfLiteral(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '+' || c == '.';
    }

    private void skipSpace() throws IOException {
        for (int c = look(); c == ' ' || c == '\n' || c == '\r' || c == '\t'; c = look()) {
            next();
        }
    }

    private char next() throws IOException {
        int c = look();
        if (c == END) {
            throw failure("the document ends too early");
        }
        at++;
        column++;
        if (c == '\n') {
            line++;
            column = 1;
        }
        return (char) c;
    }

    private int look() throws IOException {
        if (at == end) {
            at = 0;
            end = 0;
            try {
                end = Math.max(0, reader.read(buffer, 0, buffer.length));
            } catch (CharacterCodingException e) {
                throw new ModelFormatException("bytes that are no UTF-8", position(), "", e);
            }
        }
        return at < end ? buffer[at] : END;
    }
}
