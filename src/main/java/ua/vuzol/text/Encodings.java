package ua.vuzol.text;

import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The encodings that device profiles may name, by the names people write. All of them keep ASCII in the lower half (UTF-16
 * apart), so delimiters survive whichever is chosen.
 */
public final class Encodings {

    /** RST 2018-91, the Ukrainian form of CP866, which the JDK does not have. */
    public static final Charset CP1125 = Cp1125.INSTANCE;

    private static final Map<String, Charset> BY_NAME = byName();

    private Encodings() {}

    /** The encoding of that name or alias; case, spaces, hyphens and underscores do not matter. */
    public static Optional<Charset> find(String name) {
        return Optional.ofNullable(BY_NAME.get(key(name)));
    }

    /** Canonical names, in the order in which a person would try them. */
    public static List<String> supportedNames() {
        return BY_NAME.values().stream().map(Charset::name).distinct().toList();
    }

    /**
     * Decodes all bytes or fails; a byte order mark at the start of UTF-8 or UTF-16 is dropped.
     *
     * @throws TextDecodingException at the first byte that is no character of the encoding
     */
    public static String decodeStrictly(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = strictDecoder(charset);
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()));
        CoderResult result = decoder.decode(rest, text, true);
        if (result.isError()) {
            throw new TextDecodingException(charset.name(), rest.position());
        }
        decoder.flush(text);
        return withoutByteOrderMark(text.flip().toString());
    }

    static CharsetDecoder strictDecoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * The same for a stream; closing the reader closes the stream.
     *
     * @return a reader whose {@code read} throws {@link TextDecodingException}
     */
    public static Reader strictReader(InputStream in, Charset charset) {
        return new StrictReader(in, charset);
    }

    /** Decodes what can be decoded; every other byte becomes U+FFFD. */
    public static String decodeLeniently(byte[] bytes, Charset charset) {
        return withoutByteOrderMark(new String(bytes, charset));
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Map<String, Charset> byName() {
        Map<String, Charset> names = new LinkedHashMap<>();
        register(names, StandardCharsets.UTF_8, "unicode", "ISO_IR 192");
        register(names, Charset.forName("windows-1251"), "win-1251", "1251", "ansi");
        register(names, Charset.forName("IBM866"), "866", "dos", "oem");
        register(names, CP1125);
        register(names, Charset.forName("KOI8-U"));
        register(names, Charset.forName("KOI8-R"));
        register(names, Charset.forName("ISO-8859-5"), "ISO_IR 144");
        register(names, Charset.forName("x-MacUkraine"), "MacUkrainian", "MacCyrillic", "x-mac-cyrillic");
        register(names, Charset.forName("IBM855"));
        register(names, StandardCharsets.UTF_16LE);
        register(names, StandardCharsets.UTF_16BE);
        register(names, StandardCharsets.ISO_8859_1, "ISO_IR 100");
        return Collections.unmodifiableMap(names);
    }

    private static void register(Map<String, Charset> names, Charset charset, String... more) {
        List<String> all = new ArrayList<>(List.of(charset.name()));
        all.addAll(charset.aliases());
        all.addAll(List.of(more));
        all.forEach(name -> names.putIfAbsent(key(name), charset));
    }

    private static String key(String name) {
        return name.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
