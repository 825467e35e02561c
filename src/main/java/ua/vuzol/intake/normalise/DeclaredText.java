package ua.vuzol.intake.normalise;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/**
 * The text of an object that its Specific Character Set (0008,0005) governs and that is not ASCII, as bytes. Items that
 * declare a set of their own are not among it.
 *
 * @param declared what the object declares
 * @param terms the same as it stands, with backslashes; empty for none
 * @param values without the padding behind them
 */
public record DeclaredText(SpecificCharacterSet declared, String terms, List<byte[]> values) {
    private static final int ESCAPE = 0x1B;

    /** An element with such text, and where it is. */
    record Found(DataSet in, TagPath path, Element element) {}

    public static DeclaredText of(DataSet dataSet) {
        List<byte[]> values = found(dataSet).stream()
                .filter(found -> found.element().value() instanceof Value.Bytes)
                .map(found -> withoutPadding(found.element().bytes()))
                .toList();
        String terms = String.join("\\", dataSet.strings(Tag.SpecificCharacterSet));
        return new DeclaredText(dataSet.characterSet(), terms, values);
    }

    static List<Found> found(DataSet dataSet) {
        SpecificCharacterSet declared = dataSet.characterSet();
        List<Found> all = new ArrayList<>();
        for (NestedDataSet nested : NestedDataSet.all(dataSet)) {
            nested.dataSet().stream()
                    .filter(Element::isCharsetAffected)
                    // a Private Creator is matched by its bytes
                    .filter(element -> !Tag.isPrivateCreator(element.tag()))
                    .filter(element -> element.characterSet().equals(declared))
                    .filter(element -> !isAscii(element.bytes()))
                    .forEach(element -> all.add(new Found(nested.dataSet(), nested.path(element.tag()), element)));
        }
        return all;
    }

    static byte[] withoutPadding(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == 0)) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it switches sets by escape sequences (ISO 2022), so that it is not in one encoding. */
    boolean hasEscapes() {
        return values.stream().anyMatch(value -> {
            for (byte b : value) {
                if (b == ESCAPE) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Whether each value is valid UTF-8, which no other encoding of a language gives by chance. */
    boolean isUtf8() {
        try {
            values.forEach(value -> Encodings.decodeStrictly(value, StandardCharsets.UTF_8));
            return true;
        } catch (TextDecodingException e) {
            return false;
        }
    }

    /** All values, a line each. */
    byte[] lines() {
        String joined = values.stream()
                .map(value -> new String(value, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining("\n"));
        return joined.getBytes(StandardCharsets.ISO_8859_1);
    }
}
