package ua.vuzol.hl7;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.text.Encodings;

/** What MSH-18 says of the encoding: HL7 table 0211, and what senders write that is not in it. */
final class Charsets {
    private static final Map<String, Charset> ALIASES = aliases();

    private Charsets() {}

    /** The encoding of that name; case, spaces, hyphens and slashes do not matter. */
    static Optional<Charset> find(String name) {
        return Optional.ofNullable(ALIASES.get(key(name))).or(() -> Encodings.find(name));
    }

    /** What MSH-18 is in a message that the hub writes in that encoding. */
    static String name(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return "UNICODE UTF-8";
        }
        return charset.name().startsWith("ISO-8859-")
                ? charset.name().replace("ISO-8859-", "8859/")
                : charset.name().toUpperCase(Locale.ROOT);
    }

    private static Map<String, Charset> aliases() {
        Map<String, Charset> aliases = new LinkedHashMap<>();
        register(aliases, StandardCharsets.UTF_8, "UNICODE", "UNICODE UTF-8", "UTF-8");
        register(aliases, StandardCharsets.US_ASCII, "ASCII", "ISO IR6", "US-ASCII");
        register(aliases, Charset.forName("windows-1251"), "CP1251", "WIN1251", "WINDOWS-1251", "1251");
        register(aliases, Charset.forName("IBM866"), "CP866", "IBM866", "DOS866", "866");
        register(aliases, Charset.forName("windows-1252"), "CP1252", "WINDOWS-1252", "1252");
        for (int part : new int[] {1, 2, 3, 4, 5, 7, 9, 13, 15}) {
            register(aliases, Charset.forName("ISO-8859-" + part), "8859/" + part, "ISO 8859-" + part);
        }
        return Map.copyOf(aliases);
    }

    private static void register(Map<String, Charset> aliases, Charset charset, String... names) {
        for (String name : names) {
            aliases.put(key(name), charset);
        }
    }

    private static String key(String name) {
        return name.replaceAll("[\\s_/-]", "").toUpperCase(Locale.ROOT);
    }
}
