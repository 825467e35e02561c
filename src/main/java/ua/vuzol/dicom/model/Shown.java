package ua.vuzol.dicom.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.CharacterSetException;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * What both models show of an element that is no sequence: its value in one of four forms (PS3.18 F.2.2, PS3.19 A.1.5).
 *
 * @param vr the element's own, or UN if its value cannot be shown under that
 */
record Shown(VR vr, Form form) {

    /** How a value is shown. */
    sealed interface Form {}

    record Empty() implements Form {}

    record Reference(String uri) implements Form {}

    /** Bytes, little endian, for Base64. */
    record Binary(BulkData data) implements Form {}

    /** Values as text without padding, empty ones included; numbers in decimal, AT as eight digits. */
    record Values(Source source) implements Form {}

    /** Gives the values one after the other, so that a long row of numbers need not be in the heap. */
    @FunctionalInterface
    interface Source {
        void to(Sink sink) throws IOException;
    }

    /** Takes a value. */
    @FunctionalInterface
    interface Sink {
        void value(String text) throws IOException;
    }

    private static final int CHUNK_BYTES = 8192;
    private static final char REPLACEMENT = '\uFFFD';
    private static final Set<VR> REFERABLE = EnumSet.of(
            VR.DS, VR.FL, VR.FD, VR.IS, VR.LT, VR.OB, VR.OD, VR.OF, VR.OL, VR.OV, VR.OW, VR.SL, VR.SS, VR.ST, VR.SV,
            VR.UC, VR.UL, VR.UN, VR.US, VR.UT, VR.UV);

    /**
     * @param representable whether the document can hold a text
     * @throws DicomValueException if the value is encapsulated and not referred to, or text of more than 16 MiB
     */
    static Shown of(Element element, String path, ModelOptions options, Predicate<String> representable) {
        VR vr = element.vr();
        if (element.isEmpty()) {
            return new Shown(vr, new Empty());
        }
        Optional<String> uri = REFERABLE.contains(vr) ? options.bulkData().uri(path, element) : Optional.empty();
        if (uri.isPresent()) {
            return new Shown(vr, new Reference(uri.get()));
        }
        if (element.value() instanceof Value.Fragments) {
            throw new DicomValueException(
                    element.tag(), "encapsulated pixel data has no form within the document; refer to it by a URI");
        }
        if (vr.isNumeric()) {
            return element.value().length() % vr.valueSize() == 0
                    ? new Shown(vr, new Values(sink -> numbers(element, sink)))
                    : binary(VR.UN, element);
        }
        if (vr.isText()) {
            return text(element, options, representable);
        }
        return binary(vr, vr == VR.UN && !options.keepsCharacterSet() ? inUnicode(element) : element);
    }

    private static Shown binary(VR vr, Element element) {
        BulkData data = element.value() instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(element.bytes());
        return new Shown(vr, new Binary(data));
    }

    private static Shown text(Element element, ModelOptions options, Predicate<String> representable) {
        if (element.tag() == Tag.SpecificCharacterSet && !options.keepsCharacterSet()) {
            return values(element.vr(), SpecificCharacterSet.ISO_IR_192.terms());
        }
        String text = element.text();
        if (!isDecoded(element, text)) {
            return binary(VR.UN, element);
        }
        if (!representable.test(text)) {
            return binary(VR.UN, options.keepsCharacterSet() ? element : inUnicode(element));
        }
        List<String> values = element.strings();
        return values.isEmpty() ? new Shown(element.vr(), new Empty()) : values(element.vr(), values);
    }

    private static Shown values(VR vr, List<String> values) {
        return new Shown(vr, new Values(sink -> {
            for (String value : values) {
                sink.value(value);
            }
        }));
    }

    /** Whether the text says what the bytes do. U+FFFD stands for bytes without meaning, unless it is what they are. */
    private static boolean isDecoded(Element element, String text) {
        if (text.indexOf(REPLACEMENT) < 0) {
            return true;
        }
        try {
            byte[] encoded = element.characterSet().encode(text, element.vr());
            byte[] bytes = element.bytes();
            return encoded.length <= bytes.length && Arrays.equals(encoded, Arrays.copyOf(bytes, encoded.length));
        } catch (CharacterSetException e) {
            return false;
        }
    }

    /** The element in the character set that the document will say it is in, if it is text there at all. */
    private static Element inUnicode(Element element) {
        try {
            return element.in(SpecificCharacterSet.ISO_IR_192);
        } catch (DicomValueException e) {
            return element;
        }
    }

    private static void numbers(Element element, Sink sink) throws IOException {
        BulkData data = element.value() instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(element.bytes());
        long left = data.length();
        try (InputStream in = data.open()) {
            while (left > 0) {
                byte[] chunk = in.readNBytes((int) Math.min(CHUNK_BYTES, left));
                if (chunk.length % element.vr().valueSize() != 0 || chunk.length == 0) {
                    throw new EOFException("Bulk data ends before its length of " + data.length());
                }
                left -= chunk.length;
                for (String number : Element.of(element.tag(), element.vr(), new Value.Bytes(chunk))
                        .strings()) {
                    sink.value(element.vr() == VR.AT ? Tags.format(Tag.parse(number)) : number);
                }
            }
        }
    }
}
