package ua.vuzol.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The code elements that ISO 2022 escape sequences bring into G0 (bytes below 0x80) or G1 (above), as PS3.3 Tables C.12-3 and
 * C.12-4 list them by their ISO-IR registration number.
 */
enum CodeElement {
    /** ISO 646, and under IR 14 its Japanese variant: read as ASCII, since 0x5C separates values whatever its glyph. */
    ASCII(6, false, 1, "(B", StandardCharsets.US_ASCII.name()),
    ROMAJI(14, false, 1, "(J", StandardCharsets.US_ASCII.name()),
    KATAKANA(13, true, 1, ")I", "JIS_X0201"),
    LATIN_1(100, true, 1, "-A", "ISO-8859-1"),
    LATIN_2(101, true, 1, "-B", "ISO-8859-2"),
    LATIN_3(109, true, 1, "-C", "ISO-8859-3"),
    LATIN_4(110, true, 1, "-D", "ISO-8859-4"),
    CYRILLIC(144, true, 1, "-L", "ISO-8859-5"),
    ARABIC(127, true, 1, "-G", "ISO-8859-6"),
    GREEK(126, true, 1, "-F", "ISO-8859-7"),
    HEBREW(138, true, 1, "-H", "ISO-8859-8"),
    LATIN_5(148, true, 1, "-M", "ISO-8859-9"),
    LATIN_9(203, true, 1, "-b", "ISO-8859-15"),
    THAI(166, true, 1, "-T", "TIS-620"),
    KANJI(87, false, 2, "$B", "x-JIS0208"),
    SUPPLEMENTARY_KANJI(159, false, 2, "$(D", "JIS_X0212-1990"),
    HANGUL(149, true, 2, "$)C", "EUC-KR"),
    HANZI(58, true, 2, "$)A", "GB2312");

    private final int registration;
    private final boolean upper;
    private final int width;
    private final byte[] escape;
    private final Charset charset;

    CodeElement(int registration, boolean upper, int width, String escape, String charset) {
        this.registration = registration;
        this.upper = upper;
        this.width = width;
        this.escape = ("\u001B" + escape).getBytes(StandardCharsets.US_ASCII);
        this.charset = Charset.forName(charset);
    }

    /** The elements that a defined term such as ISO_IR 100 or ISO 2022 IR 100 stands for, empty if there is no such term. */
    static List<CodeElement> ofRegistration(int registration) {
        if (registration == ROMAJI.registration) {
            return List.of();
        }
        if (registration == KATAKANA.registration) {
            return List.of(ROMAJI, KATAKANA);
        }
        return Arrays.stream(values())
                .filter(element -> element.registration == registration)
                .flatMap(element -> element.upper && element.width == 1
                        ? List.of(ASCII, element).stream()
                        : List.of(element).stream())
                .toList();
    }

    /** The element whose escape sequence stands at this place. */
    static Optional<CodeElement> escapedAt(byte[] bytes, int at) {
        return Arrays.stream(values())
                .filter(element -> Arrays.equals(
                        element.escape,
                        0,
                        element.escape.length,
                        bytes,
                        at,
                        Math.min(bytes.length, at + element.escape.length)))
                .findFirst();
    }

    /** Whether it goes to G1, for bytes from 0x80 up. */
    boolean isUpper() {
        return upper;
    }

    /** Bytes in a character. */
    int width() {
        return width;
    }

    byte[] escape() {
        return escape;
    }

    Charset charset() {
        return charset;
    }

    /** Whether these bytes, made by {@link #charset()}, are one character of this element and not of what Java adds to it. */
    boolean holds(byte[] character) {
        if (character.length != width) {
            return false;
        }
        for (byte b : character) {
            boolean inPlace = upper ? (b & 0xFF) >= 0xA0 : b >= 0;
            if (!inPlace) {
                return false;
            }
        }
        return true;
    }
}
