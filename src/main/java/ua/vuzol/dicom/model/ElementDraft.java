package ua.vuzol.dicom.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import ua.vuzol.dicom.data.CharacterSetException;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** An element while it is read: its VR may come last, and only that tells what its values mean. */
final class ElementDraft {

    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Item(DataSet dataSet) implements Part {}

    private record Nothing() implements Part {}

    private static final Pattern REAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,6})?");
    private static final Pattern INFINITE = Pattern.compile("(?i)([+-]?)inf(inity)?");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)[+-]?nan");
    private static final int MAX_NUMBER = 64;
    private static final int MAX_SCALE = 400;

    private final int tag;
    private final List<Part> parts = new ArrayList<>();
    private Optional<VR> vr = Optional.empty();
    private Optional<byte[]> binary = Optional.empty();
    private Optional<String> reference = Optional.empty();
    private boolean content;
    private boolean beyondAscii;
    private long cost;

    ElementDraft(int tag) {
        this.tag = tag;
    }

    int tag() {
        return tag;
    }

    Optional<VR> vr() {
        return vr;
    }

    boolean hasVr() {
        return vr.isPresent();
    }

    void vr(VR read) {
        vr = Optional.of(read);
    }

    /** Whether it has been told what it holds. */
    boolean hasContent() {
        return content;
    }

    void hasContent(boolean told) {
        content = told;
    }

    /** Whether it has values or items, and bytes or a reference as well. */
    boolean isContradictory() {
        return !parts.isEmpty() && (binary.isPresent() || reference.isPresent());
    }

    /** How many values or items there are so far. */
    int size() {
        return parts.size();
    }

    void text(String text) {
        beyondAscii |= !text.chars().allMatch(c -> c < 0x80);
        parts.add(new Text(text));
    }

    void item(DataSet dataSet) {
        parts.add(new Item(dataSet));
    }

    void nothing() {
        parts.add(new Nothing());
    }

    void binary(byte[] bytes) {
        binary = Optional.of(bytes);
    }

    void reference(String uri) {
        reference = Optional.of(uri);
    }

    Optional<String> reference() {
        return reference;
    }

    boolean isBeyondAscii() {
        return beyondAscii;
    }

    /** What it costs in the heap until it is finished. */
    long cost() {
        return cost;
    }

    void cost(long more) {
        cost += more;
    }

    /** The element with a value that was referred to. */
    Element resolved(VR meant, Value value) {
        return Element.of(tag, meant, value, characterSet(meant)).padded();
    }

    /**
     * The element, whether or not its values keep to the limits of their VR: what a device wrote must be able to return.
     *
     * @throws DicomValueException if what was read is not of the VR
     */
    Element element(VR meant) {
        if (meant == VR.SQ) {
            return Element.of(tag, meant, new Value.Items(items(), false));
        }
        if (binary.isPresent()) {
            return Element.of(tag, meant, new Value.Bytes(binary.get()), SpecificCharacterSet.ISO_IR_192)
                    .padded();
        }
        List<String> values = values();
        if (meant.isNumeric()) {
            return Element.of(
                    tag, meant, values.stream().map(text -> number(meant, text)).toList());
        }
        if (meant.isText()) {
            return text(tag, meant, values);
        }
        if (!values.isEmpty()) {
            throw problem("VR " + meant + " has bytes in Base64 and no values");
        }
        return Element.of(tag, meant, new Value.Bytes(new byte[0]));
    }

    private List<DataSet> items() {
        if (binary.isPresent()) {
            throw problem("a sequence has items and no bytes");
        }
        List<DataSet> items = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part instanceof Text) {
                throw problem("a sequence has items and no values");
            }
            items.add(part instanceof Item item ? item.dataSet() : new DataSet());
        }
        return items;
    }

    /** The values as text; none if all there is is one empty value. */
    private List<String> values() {
        List<String> values = new ArrayList<>(parts.size());
        for (Part part : parts) {
            if (part instanceof Item) {
                throw problem("items where values should be");
            }
            values.add(part instanceof Text text ? text.text() : "");
        }
        return values.size() == 1 && values.get(0).isEmpty() ? List.of() : values;
    }

    static Element text(int tag, VR vr, String... values) {
        return text(tag, vr, List.of(values));
    }

    private static Element text(int tag, VR vr, List<String> values) {
        if (!vr.isMultiValuedText() && values.size() > 1) {
            throw new DicomValueException(tag, "VR " + vr + " has one value, not " + values.size());
        }
        if (vr.isMultiValuedText() && values.stream().anyMatch(value -> value.indexOf('\\') >= 0)) {
            throw new DicomValueException(tag, "a value of VR " + vr + " cannot hold a backslash, it separates values");
        }
        SpecificCharacterSet characterSet = characterSet(vr);
        try {
            byte[] bytes = SpecificCharacterSet.ISO_IR_192.encode(String.join("\\", values), vr);
            return Element.of(tag, vr, new Value.Bytes(bytes), characterSet).padded();
        } catch (CharacterSetException e) {
            throw new DicomValueException(tag, e.getMessage());
        }
    }

    /** That of text in a document. */
    private static SpecificCharacterSet characterSet(VR vr) {
        return vr.isText() ? SpecificCharacterSet.ISO_IR_192 : SpecificCharacterSet.ISO_IR_6;
    }

    /** The number in the form that elements are made of. */
    private String number(VR meant, String text) {
        if (text.length() > MAX_NUMBER) {
            throw problem("a number of more than " + MAX_NUMBER + " characters");
        }
        return switch (meant) {
            case AT -> Tags.parse(text).isPresent() ? text : refuse("a tag has eight hexadecimal digits");
            case FL, FD -> real(meant, text);
            default -> whole(text);
        };
    }

    private String real(VR meant, String text) {
        if (NOT_A_NUMBER.matcher(text).matches()) {
            return "NaN";
        }
        if (INFINITE.matcher(text).matches()) {
            return text.startsWith("-") ? "-Infinity" : "Infinity";
        }
        boolean fits = REAL.matcher(text).matches()
                && Double.isFinite(meant == VR.FL ? Float.parseFloat(text) : Double.parseDouble(text));
        return fits ? text : refuse("a value of VR " + meant + " must be a number that it can hold");
    }

    /** Whole numbers also as {@code 5.0} or {@code 1e3}, which other writers make of them. */
    private String whole(String text) {
        if (!REAL.matcher(text).matches()) {
            return refuse("a value must be a number");
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > MAX_SCALE
                || number.stripTrailingZeros().scale() > 0) {
            return refuse("a value must be a whole number");
        }
        return number.toBigInteger().toString();
    }

    private String refuse(String problem) {
        throw problem(problem);
    }

    private DicomValueException problem(String problem) {
        return new DicomValueException(tag, problem);
    }
}
