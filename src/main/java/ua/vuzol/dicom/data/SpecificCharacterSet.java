package ua.vuzol.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Specific Character Set (0008,0005): how text is encoded (PS3.3 C.12.1.1.2, PS3.5 6.1). Two are equal if they have the same
 * terms. Terms the standard does not know are kept; what they encode above ASCII decodes to U+FFFD.
 */
public final class SpecificCharacterSet {

    private static final int ESC = 0x1B;
    /** What bytes without meaning decode to. */
    static final char REPLACEMENT = '\uFFFD';
    /** Also as careless writers spell it: ISO-IR 100, ISO_IR_100, ISO 2022_IR 100. */
    private static final Pattern TERM = Pattern.compile("ISO[ _-]?(2022[ _-])?IR[ _-]?([0-9]+)");

    private static final Map<String, Charset> WITHOUT_CODE_EXTENSION = Map.of(
            "ISO_IR 192", StandardCharsets.UTF_8,
            "GB18030", Charset.forName("GB18030"),
            "GBK", Charset.forName("GBK"));

    private static final String UTF_8 = "ISO_IR 192";

    /** ASCII: what holds where (0008,0005) is absent or empty. */
    public static final SpecificCharacterSet ISO_IR_6 = new SpecificCharacterSet(List.of());
    /** UTF-8. */
    public static final SpecificCharacterSet ISO_IR_192 = new SpecificCharacterSet(List.of(UTF_8));

    private final List<String> terms;
    private final Optional<Charset> whole;
    /** Code elements of the terms in order; the first of each half are those every value begins with. */
    private final List<CodeElement> elements = new ArrayList<>();

    private final CodeElement initialLower;
    private final Optional<CodeElement> initialUpper;

    private SpecificCharacterSet(List<String> terms) {
        this.terms = terms;
        this.whole = terms.stream()
                .flatMap(term -> Stream.ofNullable(WITHOUT_CODE_EXTENSION.get(term)))
                .findFirst();
        terms.forEach(term -> elements.addAll(elementsOf(term)));
        List<CodeElement> initial = terms.isEmpty() ? List.of() : elementsOf(terms.get(0));
        initialLower = initial.contains(CodeElement.ROMAJI) ? CodeElement.ROMAJI : CodeElement.ASCII;
        initialUpper = initial.stream().filter(CodeElement::isUpper).findFirst();
        if (!elements.contains(initialLower)) {
            elements.add(0, initialLower);
        }
    }

    /** The character set of these values of (0008,0005), the first of which may be empty; none means ASCII. */
    public static SpecificCharacterSet of(String... terms) {
        if (terms.length == 1 && terms[0].equals(UTF_8)) {
            return ISO_IR_192; // what nearly all have, and what is asked for with each element
        }
        List<String> normal =
                Arrays.stream(terms).map(SpecificCharacterSet::normalized).toList();
        boolean ascii = normal.stream().allMatch(term -> term.isEmpty() || term.equals("ISO_IR 6"));
        return ascii ? ISO_IR_6 : new SpecificCharacterSet(normal);
    }

    private static String normalized(String term) {
        String stripped = term.strip();
        Matcher matcher = TERM.matcher(stripped);
        if (!matcher.matches()) {
            return stripped;
        }
        return (matcher.group(1) == null ? "ISO_IR " : "ISO 2022 IR ") + matcher.group(2);
    }

    private static List<CodeElement> elementsOf(String term) {
        Matcher matcher = TERM.matcher(term);
        return matcher.matches() && matcher.group(2).length() < 9
                ? CodeElement.ofRegistration(Integer.parseInt(matcher.group(2)))
                : List.of();
    }

    /** The values for (0008,0005); empty for ASCII. */
    public List<String> terms() {
        return terms;
    }

    /** Whether all terms are defined ones, so that text can be trusted to decode. */
    public boolean isKnown() {
        return terms.stream()
                .allMatch(term -> term.isEmpty()
                        || WITHOUT_CODE_EXTENSION.containsKey(term)
                        || !elementsOf(term).isEmpty());
    }

    /** The text of a value; bytes that mean nothing in this character set give U+FFFD. */
    public String decode(byte[] bytes, VR vr) {
        if (isPlainAscii(bytes)) {
            return new String(bytes, StandardCharsets.US_ASCII);
        }
        return whole.map(charset -> new String(bytes, charset)).orElseGet(() -> new Decoding(bytes, vr).run());
    }

    /**
     * The bytes of a text, without padding.
     *
     * @throws CharacterSetException if a character has no code in any of the terms
     */
    public byte[] encode(String text, VR vr) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        return whole.isPresent() ? encodeWhole(text, whole.get()) : new Encoding(text, vr).run();
    }

    /** Whether the bytes read the same in every character set: all ASCII and no escape. */
    static boolean isPlainAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0 || b == ESC) {
                return false;
            }
        }
        return true;
    }

    private byte[] encodeWhole(String text, Charset charset) {
        CharsetEncoder encoder = charset.newEncoder();
        try {
            ByteBuffer bytes = encoder.encode(CharBuffer.wrap(text));
            return Arrays.copyOf(bytes.array(), bytes.limit());
        } catch (CharacterCodingException e) {
            encoder.reset();
            int codePoint = text.codePoints()
                    .filter(c -> !encoder.canEncode(Character.toString(c)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Encoder and canEncode disagree", e));
            throw new CharacterSetException(this, codePoint);
        }
    }

    /** Whether the initial code elements come back into force at this character (PS3.5 6.1.2.5.3). */
    private static boolean isDelimiter(int c, VR vr) {
        return switch (c) {
            case '\t', '\n', '\f', '\r' -> true;
            case '\\' -> vr.isMultiValuedText();
            case '^', '=' -> vr == VR.PN;
            default -> false;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SpecificCharacterSet that && terms.equals(that.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.isEmpty() ? "ISO_IR 6" : String.join("\\", terms);
    }

    /** One value on its way from bytes to characters, run by run of the same code element. */
    private final class Decoding {
        private final byte[] bytes;
        private final VR vr;
        private final StringBuilder text;
        private CodeElement lower = initialLower;
        private Optional<CodeElement> upper = initialUpper;

        Decoding(byte[] bytes, VR vr) {
            this.bytes = bytes;
            this.vr = vr;
            this.text = new StringBuilder(bytes.length);
        }

        String run() {
            int at = 0;
            while (at < bytes.length) {
                at = bytes[at] == ESC ? escape(at) : bytes[at] < 0 ? upperRun(at) : lowerRun(at);
            }
            return text.toString();
        }

        private int escape(int at) {
            Optional<CodeElement> element = CodeElement.escapedAt(bytes, at);
            if (element.isEmpty()) {
                text.append(REPLACEMENT);
                return at + 1;
            }
            if (element.get().isUpper()) {
                upper = element;
            } else {
                lower = element.get();
            }
            return at + element.get().escape().length;
        }

        private int upperRun(int at) {
            int end = at;
            while (end < bytes.length && bytes[end] < 0) {
                end++;
            }
            if (upper.isPresent()) {
                text.append(new String(bytes, at, end - at, upper.get().charset()));
            } else {
                text.append(String.valueOf(REPLACEMENT).repeat(end - at));
            }
            return end;
        }

        private int lowerRun(int at) {
            int c = bytes[at];
            if (lower.width() == 2 && c > ' ') {
                int end = at;
                while (end < bytes.length && bytes[end] > ' ') {
                    end++;
                }
                text.append(new String(bytes, at, end - at, lower.charset()));
                return end;
            }
            text.append((char) c);
            if (isDelimiter(c, vr)) {
                lower = initialLower;
                upper = initialUpper;
            }
            return at + 1;
        }
    }

    /** One value on its way from characters to bytes, with the escape sequences that the terms make necessary. */
    private final class Encoding {
        private final String text;
        private final VR vr;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Map<CodeElement, CharsetEncoder> encoders = new EnumMap<>(CodeElement.class);
        private CodeElement lower = initialLower;
        private Optional<CodeElement> upper = initialUpper;

        Encoding(String text, VR vr) {
            this.text = text;
            this.vr = vr;
        }

        byte[] run() {
            text.codePoints().forEach(this::encode);
            invokeInitial();
            return bytes.toByteArray();
        }

        private void encode(int codePoint) {
            if (codePoint < 0x80) {
                if (lower.width() > 1 || isDelimiter(codePoint, vr)) {
                    invokeInitial();
                }
                bytes.write(codePoint);
                return;
            }
            for (CodeElement element : elements) {
                Optional<byte[]> character = in(element, codePoint);
                if (character.isPresent()) {
                    invoke(element);
                    bytes.writeBytes(character.get());
                    return;
                }
            }
            throw new CharacterSetException(SpecificCharacterSet.this, codePoint);
        }

        private Optional<byte[]> in(CodeElement element, int codePoint) {
            CharsetEncoder encoder = encoders.computeIfAbsent(
                    element, key -> key.charset().newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT));
            try {
                ByteBuffer encoded = encoder.encode(CharBuffer.wrap(Character.toChars(codePoint)));
                byte[] character = Arrays.copyOf(encoded.array(), encoded.limit());
                return Optional.of(character).filter(element::holds);
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        private void invoke(CodeElement element) {
            if (element.isUpper() && !upper.equals(Optional.of(element))) {
                upper = Optional.of(element);
                bytes.writeBytes(element.escape());
            } else if (!element.isUpper() && lower != element) {
                lower = element;
                bytes.writeBytes(element.escape());
            }
        }

        private void invokeInitial() {
            invoke(initialLower);
            initialUpper.ifPresent(this::invoke);
            upper = initialUpper;
        }
    }
}
