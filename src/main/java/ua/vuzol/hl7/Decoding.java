package ua.vuzol.hl7;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ua.vuzol.text.CharsetDetector;
import ua.vuzol.text.CharsetDetector.Basis;
import ua.vuzol.text.CharsetDetector.Detection;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextRepair;

/**
 * Makes text of a message. What MSH-18 says is believed only as far as the bytes bear it out, for senders mislabel: text that
 * is valid UTF-8 is UTF-8, and Cyrillic in a single-byte encoding is recognised by its letter pairs. What is too short to tell
 * is as MSH-18 says, if that is an encoding of Cyrillic, else as the partner's entry says.
 */
final class Decoding {
    private static final int SAMPLE = 2048;
    private static final byte ESCAPE = 0x1B;
    /** Letters of the name of a segment. */
    private static final int NAME = 3;
    /** UTF-8 that was read as windows-1251 or Latin-1 and stored as UTF-8: two letters for each, the first always the same few. */
    private static final Pattern DOUBLE_ENCODED = Pattern.compile("(?:[РСÐÑ][\\u0080-\\u04FF\\u2013-\\u2122]){3}");

    private final CharsetDetector detector = new CharsetDetector();
    private final TextRepair repair = new TextRepair();

    /**
     * @param text segments that end with a carriage return, without empty lines
     * @param charset what it was decoded by
     * @param note what had to be done against what MSH-18 says; empty if nothing
     */
    record Decoded(String text, Charset charset, String note) {}

    /** @param message begins with MSH */
    Decoded decode(byte[] message, Partner partner) {
        String raw = lines(new String(message, ISO_8859_1));
        Header header = Header.of(raw);
        byte[] bytes = withoutHexEscapes(raw, header.escape());
        Optional<Charset> declared = header.charset().flatMap(Charsets::find);
        if (!partner.detects()) {
            return new Decoded(Encodings.decodeLeniently(bytes, partner.charset()), partner.charset(), "");
        }
        Charset charset = charset(bytes, declared, partner.charset());
        String text = Encodings.decodeLeniently(withoutDesignations(bytes), charset);
        boolean contradicted =
                isNotAscii(bytes) && header.charset().isPresent() && !declared.equals(Optional.of(charset));
        String note = contradicted ? "MSH-18 does not fit the text, which is " + charset.name() + "." : "";
        if (charset.equals(UTF_8) && DOUBLE_ENCODED.matcher(text).find()) {
            TextRepair.Repair repaired = repair.repair(text);
            if (repaired.changed() && repaired.certain()) {
                return new Decoded(repaired.text(), charset, "The text was encoded twice.");
            }
        }
        return new Decoded(text, charset, note);
    }

    private Charset charset(byte[] bytes, Optional<Charset> declared, Charset usual) {
        if (!isNotAscii(bytes)) {
            return declared.orElse(usual);
        }
        Detection found = detector.detect(sample(bytes));
        if (found.basis() == Basis.UTF_8_VALIDITY || found.basis() == Basis.ESCAPE_SEQUENCE) {
            return found.charset();
        }
        Optional<Charset> believed = declared.filter(charset -> !charset.equals(UTF_8) && !charset.equals(US_ASCII));
        if (found.basis() == Basis.MOSTLY_ASCII) {
            return believed.orElse(usual.equals(UTF_8) ? found.charset() : usual);
        }
        if (found.certain()) {
            return found.charset();
        }
        return believed.filter(charset -> !charset.equals(ISO_8859_1))
                .orElse(usual.equals(UTF_8) ? found.charset() : usual);
    }

    /** The words that have other bytes than ASCII: all that tells, and little to look at. */
    private static byte[] sample(byte[] bytes) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream(SAMPLE);
        int word = 0;
        boolean telling = false;
        for (int i = 0; i <= bytes.length; i++) {
            boolean letter = i < bytes.length
                    && (bytes[i] < 0 || Character.isLetter(bytes[i]) || bytes[i] == ESCAPE || bytes[i] == '-');
            if (letter) {
                telling |= bytes[i] < 0 || bytes[i] == ESCAPE;
            } else {
                if (telling && sample.size() < SAMPLE) {
                    sample.write(bytes, word, i - word);
                    sample.write(' ');
                }
                telling = false;
                word = i + 1;
            }
        }
        return sample.toByteArray();
    }

    /** Segments end with one carriage return each; a line that begins no segment goes on with the one before. */
    private static String lines(String raw) {
        StringBuilder lines = new StringBuilder(raw.length() + 1);
        int start = 0;
        while (start < raw.length()) {
            int end = start;
            while (end < raw.length() && raw.charAt(end) != '\r' && raw.charAt(end) != '\n') {
                end++;
            }
            append(raw, start, end, lines);
            start = end + 1;
        }
        return lines.toString();
    }

    private static void append(String raw, int start, int end, StringBuilder lines) {
        int from = start;
        int to = end;
        while (from < to && isFilling(raw.charAt(from))) {
            from++;
        }
        while (to > from && isFilling(raw.charAt(to - 1))) {
            to--;
        }
        if (from == to) {
            return;
        }
        if (!lines.isEmpty() && !beginsSegment(raw, from, to)) {
            lines.setCharAt(lines.length() - 1, ' ');
        }
        lines.append(raw, from, to).append('\r');
    }

    /** Space, and what is left of frames. */
    private static boolean isFilling(char c) {
        return c <= ' ' && c != ESCAPE;
    }

    private static boolean beginsSegment(String raw, int from, int to) {
        return to - from >= NAME
                && isUpperCase(raw.charAt(from))
                && isUpperCaseOrDigit(raw.charAt(from + 1))
                && isUpperCaseOrDigit(raw.charAt(from + 2))
                && (to - from == NAME || !Character.isLetterOrDigit(raw.charAt(from + NAME)));
    }

    private static boolean isUpperCase(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isUpperCaseOrDigit(char c) {
        return isUpperCase(c) || c >= '0' && c <= '9';
    }

    /** {@code \XD0\} stands for a byte of the message's encoding; below 0x80 the parser knows better. */
    private static byte[] withoutHexEscapes(String raw, char escape) {
        String mark = escape + "X";
        if (!raw.contains(mark)) {
            return raw.getBytes(ISO_8859_1);
        }
        String quoted = Pattern.quote(String.valueOf(escape));
        Matcher escapes = Pattern.compile(quoted + "X((?:[89A-Fa-f][0-9A-Fa-f])+)" + quoted)
                .matcher(raw);
        return escapes.replaceAll(hex ->
                        Matcher.quoteReplacement(new String(HexFormat.of().parseHex(hex.group(1)), ISO_8859_1)))
                .getBytes(ISO_8859_1);
    }

    /** Without the escape sequences of ISO 2022 that switch to ISO 8859-5 and back: 1B 2D 4C, 1B 28 42. */
    private static byte[] withoutDesignations(byte[] bytes) {
        if (!contains(bytes, ESCAPE)) {
            return bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == ESCAPE && i + 2 < bytes.length) {
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNotAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return true;
            }
        }
        return false;
    }
}
