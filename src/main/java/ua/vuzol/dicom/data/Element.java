package ua.vuzol.dicom.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A data element: tag, VR and value. Immutable. It keeps the bytes it was read with and decodes them on demand, in the
 * character set it was read in; so neither an unknown character set nor a later change of (0008,0005) can corrupt it.
 */
public final class Element {

    /** The most bytes of a referenced value that are taken into the heap to be decoded as text or numbers. */
    private static final long MAX_DECODED_BYTES = 16L << 20;

    private final int tag;
    private final VR vr;
    private final Value value;
    private final SpecificCharacterSet characterSet;
    /** The two letters that explicit encoding has for the VR. */
    private final String vrCode;

    private Element(int tag, VR vr, String vrCode, Value value, SpecificCharacterSet characterSet) {
        this.tag = tag;
        this.vrCode = vrCode;
        this.vr = Objects.requireNonNull(vr);
        this.value = Objects.requireNonNull(value);
        this.characterSet = Objects.requireNonNull(characterSet);
    }

    /** @param characterSet that of the bytes, if the VR is one that it affects */
    public static Element of(int tag, VR vr, Value value, SpecificCharacterSet characterSet) {
        return new Element(tag, vr, vr.name(), value, characterSet);
    }

    /** An element that is not text, or only ASCII. */
    public static Element of(int tag, VR vr, Value value) {
        return of(tag, vr, value, SpecificCharacterSet.ISO_IR_6);
    }

    /** An element under a VR that the standard does not know: UN here, and as it was when it is written. */
    public static Element ofUnknownVr(int tag, String vrCode, Value value) {
        return new Element(tag, VR.UN, vrCode, value, SpecificCharacterSet.ISO_IR_6);
    }

    /**
     * Whether this VR has a 32-bit length. All VRs to come will (PS3.5 6.2 note), so unknown letters do; what is not even two
     * letters is the work of old software that knew 16-bit lengths.
     */
    public static boolean isLongForm(String vrCode) {
        char first = vrCode.charAt(0);
        char second = vrCode.charAt(1);
        boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
        return VR.of(first, second).map(VR::isLongForm).orElse(letters);
    }

    /**
     * An element with these values, checked against the limits of its VR and padded to even length. Text is held in UTF-8 and
     * goes out in the character set of the data set it is written with.
     *
     * @throws DicomValueException if a value does not fit the VR
     */
    public static Element of(int tag, VR vr, List<String> values) {
        if (vr.isNumeric()) {
            return of(tag, vr, new Value.Bytes(Numbers.parse(tag, vr, values)));
        }
        if (!vr.isText()) {
            throw new DicomValueException(tag, "VR " + vr + " has no text; put bytes or items");
        }
        if (!vr.isMultiValuedText() && values.size() > 1) {
            throw new DicomValueException(tag, "VR " + vr + " has one value, not " + values.size());
        }
        values.forEach(text -> ValueLimits.check(tag, vr, text));
        SpecificCharacterSet characterSet =
                vr.isCharsetAffected() ? SpecificCharacterSet.ISO_IR_192 : SpecificCharacterSet.ISO_IR_6;
        byte[] bytes = encoded(tag, vr, String.join("\\", values), characterSet);
        return of(tag, vr, new Value.Bytes(bytes), characterSet);
    }

    private static byte[] encoded(int tag, VR vr, String text, SpecificCharacterSet characterSet) {
        try {
            return padded(characterSet.encode(text, vr), vr);
        } catch (CharacterSetException e) {
            throw new DicomValueException(tag, e.getMessage());
        }
    }

    public int tag() {
        return tag;
    }

    public VR vr() {
        return vr;
    }

    /** The VR as it is written: the name of {@link #vr} unless that stands for one the standard does not know. */
    public String vrCode() {
        return vrCode;
    }

    public Value value() {
        return value;
    }

    /** The character set that the bytes are in. */
    public SpecificCharacterSet characterSet() {
        return characterSet;
    }

    /** Whether there is no value (a type 2 element) or no item. */
    public boolean isEmpty() {
        return value instanceof Value.Items items ? items.dataSets().isEmpty() : value.length() == 0;
    }

    /**
     * The raw bytes; none for items and fragments. A referenced value is read into the heap, so look at
     * {@link Value.Bulk} for what may be large.
     *
     * @throws DicomValueException if a referenced value is longer than 16 MiB
     */
    public byte[] bytes() {
        if (value instanceof Value.Bytes bytes) {
            return bytes.bytes();
        }
        return value instanceof Value.Bulk bulk ? load(bulk.data()) : new byte[0];
    }

    private byte[] load(BulkData data) {
        if (data.length() > MAX_DECODED_BYTES) {
            throw new DicomValueException(
                    tag, data.length() + " bytes are too many to be taken into memory; read them as a stream");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) data.length());
        try {
            data.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("The value of " + Tag.format(tag) + " cannot be read again", e);
        }
        return bytes.toByteArray();
    }

    /**
     * The values as text, without padding: numbers in decimal, AT as (gggg,eeee); none for an empty element, for items and for
     * bytes that are neither text nor numbers.
     */
    public List<String> strings() {
        VR meant = meant();
        if (meant.isNumeric()) {
            return Numbers.format(bytes(), meant);
        }
        String text = text();
        if (text.isEmpty()) {
            return List.of();
        }
        return meant.isMultiValuedText()
                ? Arrays.stream(text.split("\\\\", -1))
                        .map(part -> trimmed(part, meant))
                        .toList()
                : List.of(trimmed(text, meant));
    }

    /** The first value as text, if it is not empty. */
    public Optional<String> string() {
        return strings().stream().findFirst().filter(first -> !first.isEmpty());
    }

    /** All of the text as it stands, separators and inner padding included; only what pads the end is dropped. */
    public String text() {
        if (!meant().isText()) {
            return "";
        }
        byte[] bytes = bytes();
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        return characterSet.decode(end == bytes.length ? bytes : Arrays.copyOf(bytes, end), meant());
    }

    /** The VR to decode by: where it was written as UN, the one in the dictionary (PS3.5 6.2.2 note 1). */
    VR meant() {
        if (vr != VR.UN || Tag.isPrivate(tag)) {
            return vr;
        }
        return Dictionary.standard()
                .lookup(tag)
                .map(Dictionary.Entry::vrs)
                .filter(vrs -> vrs.size() == 1)
                .map(vrs -> vrs.get(0))
                .orElse(vr);
    }

    private static String trimmed(String text, VR vr) {
        int from = 0;
        int to = text.length();
        while (to > 0 && (text.charAt(to - 1) == ' ' || text.charAt(to - 1) == 0)) {
            to--;
        }
        while (!vr.keepsLeadingSpaces() && from < to && text.charAt(from) == ' ') {
            from++;
        }
        return text.substring(from, to);
    }

    /**
     * This element with its text in another character set; itself where that makes no difference.
     *
     * @throws DicomValueException if a character has no code there, or the bytes mean nothing in their own character set
     */
    public Element in(SpecificCharacterSet target) {
        if (!isCharsetAffected() || target.equals(characterSet) || isEmpty()) {
            return this;
        }
        byte[] bytes = bytes();
        if (SpecificCharacterSet.isPlainAscii(bytes)) {
            return this;
        }
        String text = text();
        if (text.indexOf(SpecificCharacterSet.REPLACEMENT) >= 0) {
            throw new DicomValueException(
                    tag, "its bytes are not text in " + characterSet + ", so they cannot be written in " + target);
        }
        return withBytes(encoded(tag, meant(), text, target), target);
    }

    /** Whether it is text in the character set of the data set, also where it was written as UN. */
    public boolean isCharsetAffected() {
        return meant().isCharsetAffected();
    }

    /** This element with other text, padded to even length. */
    Element withBytes(byte[] text, SpecificCharacterSet characterSet) {
        return new Element(tag, vr, vrCode, new Value.Bytes(padded(text, meant())), characterSet);
    }

    /** This element with its bytes as they are, which count as being in this character set. */
    Element declaredIn(SpecificCharacterSet other) {
        return new Element(tag, vr, vrCode, value, other);
    }

    /** This element with its value, or its fragments, padded to even length where they are not (PS3.5 7.1.1). */
    public Element padded() {
        Value even = value;
        if (value instanceof Value.Bytes odd) {
            even = new Value.Bytes(padded(odd.bytes(), vr));
        } else if (value instanceof Value.Bulk odd) {
            even = new Value.Bulk(odd.data().padded(vr.padding()));
        } else if (value instanceof Value.Fragments odd) {
            even = new Value.Fragments(odd.fragments().stream()
                    .map(fragment -> fragment.padded(VR.OB.padding()))
                    .toList());
        }
        return new Element(tag, vr, vrCode, even, characterSet);
    }

    static byte[] padded(byte[] bytes, VR vr) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = vr.padding();
        return even;
    }

    /** Tag, VR and length, never the value. */
    @Override
    public String toString() {
        return Tag.describe(tag) + " " + vr + " #" + value.length();
    }
}
