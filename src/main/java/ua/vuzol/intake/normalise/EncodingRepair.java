package ua.vuzol.intake.normalise;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import ua.vuzol.dicom.data.CharacterSetConversion;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.text.Encodings;

/** Writes text in ISO_IR 192. */
final class EncodingRepair {
    private EncodingRepair() {}

    /**
     * Decodes text by the encoding that it is really in. What is no character there becomes U+FFFD; the bytes as they came
     * are remembered.
     */
    static void repair(DataSet dataSet, Charset charset, Originals originals) {
        originals.remember(Tag.SpecificCharacterSet, Originals.Reason.CORRECT);
        for (DeclaredText.Found found : DeclaredText.found(dataSet)) {
            byte[] raw = found.element().bytes();
            originals.rememberBytes(found.in(), found.path(), raw);
            String text = Encodings.decodeLeniently(DeclaredText.withoutPadding(raw), charset);
            found.in().put(inUtf8(found.element(), text));
        }
        // for items that declare a set of their own, and the declarations
        CharacterSetConversion.toUtf8(dataSet);
    }

    /** Makes room for any character, where text is in the set that it is declared to be in. */
    static void widen(DataSet dataSet, Originals originals) {
        if (!dataSet.characterSet().equals(SpecificCharacterSet.ISO_IR_192)) {
            originals.remember(Tag.SpecificCharacterSet, Originals.Reason.COERCE);
            CharacterSetConversion.toUtf8(dataSet);
        }
    }

    private static Element inUtf8(Element element, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] even = bytes.length % 2 == 0 ? bytes : Arrays.copyOf(bytes, bytes.length + 1);
        if (even.length > bytes.length) {
            even[bytes.length] = ' ';
        }
        return Element.of(element.tag(), element.vr(), new Value.Bytes(even), SpecificCharacterSet.ISO_IR_192);
    }
}
