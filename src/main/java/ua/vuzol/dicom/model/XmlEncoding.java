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

/**
 * The encoding of an XML document (XML 1.0 Appendix F), with a decoder that refuses bytes without meaning: the JDK's own prints
 * them, and documents hold names of patients.
 */
final class XmlEncoding {

    private static final int MAX_DECLARATION = 256;
    private static final Pattern DECLARED =
            Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']");

    private XmlEncoding() {}

    static Reader reader(InputStream stream) throws IOException {
        InputStream in = new BufferedInputStream(stream);
        in.mark(MAX_DECLARATION);
        byte[] start = in.readNBytes(MAX_DECLARATION);
        in.reset();
        return new InputStreamReader(in, charset(start).newDecoder());
    }

    private static Charset charset(byte[] start) {
        if (start.length >= 2 && (begins(start, 0xFE, 0xFF) || begins(start, 0xFF, 0xFE))) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared = DECLARED.matcher(new String(start, StandardCharsets.ISO_8859_1));
        if (!declared.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ModelFormatException("an encoding that is not known", new Position(1, 1), "", e);
        }
    }

    private static boolean begins(byte[] start, int first, int second) {
        return (start[0] & 0xFF) == first && (start[1] & 0xFF) == second;
    }
}
