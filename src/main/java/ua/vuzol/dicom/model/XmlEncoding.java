package ua.vuzol.dicom.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the encoding of an XML document by its first bytes (XML 1.0 Appendix F). */
final class XmlEncoding {

    private static final int DECLARATION_BYTES = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlEncoding() {}

    /**
     * Reads the document, and fails with a {@link java.nio.charset.CharacterCodingException} at bytes that mean nothing. The
     * parser of the JDK could decode by itself, but prints such failures on the console.
     *
     * @throws ModelFormatException if Java does not have the encoding
     */
    static Reader reader(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(DECLARATION_BYTES);
        byte[] head = buffered.readNBytes(DECLARATION_BYTES);
        buffered.reset();
        Reader reader = new InputStreamReader(buffered, charset(head).newDecoder());
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            reader.skip(1);
        }
        return reader;
    }

    private static Charset charset(byte[] head) {
        if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16; // which takes the byte order mark for itself
        }
        if (startsWith(head, 0, '<')) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(head, '<', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ModelFormatException("an encoding that is not known", new Position(1, 1), "");
        }
    }

    private static boolean startsWith(byte[] head, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (head.length <= i || (head[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
