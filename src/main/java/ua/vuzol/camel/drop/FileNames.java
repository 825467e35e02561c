package ua.vuzol.camel.drop;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names of files as text. A Unix file name is bytes, and a device's may be in any encoding; {@link Path} keeps the bytes
 * but shows text only where they fit the JVM's own encoding, so they are read back from its URI, which escapes each byte.
 */
final class FileNames {
    private final Charset legacy;

    FileNames(Charset legacy) {
        this.legacy = legacy;
    }

    /** The name of a file relative to a folder: UTF-8 if the bytes are UTF-8, else in the old encoding. */
    String relative(Path root, Path file) {
        byte[] prefix = bytes(root);
        byte[] whole = bytes(file);
        int skip = prefix[prefix.length - 1] == '/' ? prefix.length : prefix.length + 1;
        byte[] name = java.util.Arrays.copyOfRange(whole, skip, whole.length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(name, legacy);
        }
    }

    private static byte[] bytes(Path path) {
        String escaped = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        byte[] all = bytes.toByteArray();
        // the URI of a directory ends in a slash that the path does not have
        boolean directorySlash = all.length > 1 && all[all.length - 1] == '/';
        return directorySlash ? java.util.Arrays.copyOf(all, all.length - 1) : all;
    }
}
