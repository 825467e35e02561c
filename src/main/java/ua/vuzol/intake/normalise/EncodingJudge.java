package ua.vuzol.intake.normalise;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.intake.profile.DicomSourceProfile.TextEncoding;
import ua.vuzol.text.CharsetDetector;
import ua.vuzol.text.CharsetDetector.Basis;
import ua.vuzol.text.CharsetDetector.Detection;
import ua.vuzol.text.Encodings;

/**
 * Judges whether text is in the character set that its object declares. Old consoles write the code page of their Windows or
 * DOS and declare ISO_IR 100 or nothing, as DICOM has no term for it. What is valid UTF-8 is UTF-8; else the profile
 * decides, or all that the source has sent: never an element by itself. Where nothing is certain the text stays.
 */
public final class EncodingJudge {
    private static final Charset ISO_8859_5 = Charset.forName("ISO-8859-5");
    private static final SpecificCharacterSet ISO_IR_100 = SpecificCharacterSet.of("ISO_IR 100");
    private static final SpecificCharacterSet ISO_IR_144 = SpecificCharacterSet.of("ISO_IR 144");

    /** Two capital letters of ISO 8859-5 may happen to be one character of UTF-8; six bytes in a row do not. */
    private static final int FEWEST_BYTES_OF_UTF8 = 6;

    private final CharsetDetector detector;

    public EncodingJudge(CharsetDetector detector) {
        this.detector = detector;
    }

    /** Whether only what the source has sent before, and sends now, can tell. */
    public boolean needsSource(DeclaredText text, TextEncoding setting) {
        return setting instanceof TextEncoding.Detected
                && isSuspect(text)
                && !isUtf8(text)
                && named(text.declared()).isEmpty()
                && detector.detect(text.lines()).basis() == Basis.LETTER_PAIRS;
    }

    /** What is known of a source after these objects, which need it. */
    public SourceText learn(SourceText known, List<DeclaredText> objects) {
        return known.with(objects, detector);
    }

    /** @param known of the source and the declared character set */
    public EncodingVerdict judge(DeclaredText text, TextEncoding setting, SourceText known) {
        if (setting instanceof TextEncoding.Declared || !isSuspect(text) && !isOverruled(text, setting)) {
            return new EncodingVerdict.AsDeclared();
        }
        if (isUtf8(text)) {
            return in(StandardCharsets.UTF_8, text);
        }
        if (setting instanceof TextEncoding.Fixed fixed) {
            return in(fixed.charset(), text);
        }
        Optional<Charset> named = named(text.declared());
        if (named.isPresent()) {
            return in(named.get(), text);
        }
        Detection own = detector.detect(text.lines());
        if (own.basis() == Basis.LETTER_PAIRS && known.encoding().isPresent()) {
            return in(known.encoding().get(), text);
        }
        boolean western = own.basis() == Basis.MOSTLY_ASCII && text.declared().equals(ISO_IR_100);
        return western || text.declared().equals(ISO_IR_144)
                ? new EncodingVerdict.AsDeclared()
                : new EncodingVerdict.Unclear();
    }

    private static EncodingVerdict in(Charset charset, DeclaredText text) {
        boolean declared = charset.equals(ISO_8859_5) && text.declared().equals(ISO_IR_144)
                || charset.equals(StandardCharsets.UTF_8) && text.declared().equals(SpecificCharacterSet.ISO_IR_192)
                || charset.equals(StandardCharsets.ISO_8859_1)
                        && text.declared().equals(ISO_IR_100);
        return declared ? new EncodingVerdict.AsDeclared() : new EncodingVerdict.Wrong(charset);
    }

    /** Whether it is not ASCII and declared to be what Cyrillic in a code page is declared to be, or what it cannot be. */
    private static boolean isSuspect(DeclaredText text) {
        SpecificCharacterSet declared = text.declared();
        if (text.values().isEmpty() || text.hasEscapes()) {
            return false;
        }
        return declared.equals(SpecificCharacterSet.ISO_IR_6)
                || declared.equals(ISO_IR_100)
                || declared.equals(ISO_IR_144)
                || declared.equals(SpecificCharacterSet.ISO_IR_192) && !text.isUtf8()
                || !declared.isKnown();
    }

    /** Whether the profile says that it is in another encoding. */
    private static boolean isOverruled(DeclaredText text, TextEncoding setting) {
        return setting instanceof TextEncoding.Fixed && !text.values().isEmpty() && !text.hasEscapes();
    }

    private static boolean isUtf8(DeclaredText text) {
        boolean enough = !text.declared().equals(ISO_IR_144)
                || text.values().stream().mapToLong(EncodingJudge::highBytes).sum() >= FEWEST_BYTES_OF_UTF8;
        return enough && text.isUtf8();
    }

    private static long highBytes(byte[] value) {
        long count = 0;
        for (byte b : value) {
            count += b < 0 ? 1 : 0;
        }
        return count;
    }

    /** The encoding whose name stands where a defined term should, such as windows-1251. */
    private static Optional<Charset> named(SpecificCharacterSet declared) {
        return declared.isKnown()
                ? Optional.empty()
                : declared.terms().stream()
                        .flatMap(term -> Encodings.find(term).stream())
                        .findFirst();
    }
}
