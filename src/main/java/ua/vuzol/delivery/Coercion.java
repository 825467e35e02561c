package ua.vuzol.delivery;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.CharacterSetConversion;
import ua.vuzol.dicom.data.CyrillicReplacements;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.peers.Answers;
import ua.vuzol.text.Text;

/**
 * Writes the text of an object as a destination can show it. What no longer says the same is kept in the Original Attributes
 * Sequence (PS3.3 C.12.1), reason COERCE.
 */
final class Coercion {
    private static final String SYSTEM = "VUZOL";
    private static final char LAST_OF_ASCII = 0x7F;
    /** What stands for bytes that mean nothing in their character set. */
    private static final char UNDECODABLE = '\uFFFD';

    private static final String REASON = "COERCE";
    /** VR DT with the offset, PS3.5 6.2. */
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSSSSxx");

    private final Answers answers;
    private final Text text;

    Coercion(Answers answers, Text text) {
        this.answers = answers;
        this.text = text;
    }

    /**
     * Changes a data set in place.
     *
     * @param original the same data set, read another time; it is not changed
     * @return whether anything is different now
     */
    boolean apply(DataSet dataSet, DataSet original) {
        if (answers.latin()) {
            NestedDataSet.all(dataSet).forEach(nested -> toLatin(nested.dataSet()));
        }
        CharacterSetConversion.convert(dataSet, target(), new CyrillicReplacements());
        Set<Integer> changed = changed(dataSet, original);
        if (changed.isEmpty()) {
            return false;
        }
        record(dataSet, original, changed);
        return true;
    }

    private SpecificCharacterSet target() {
        String term = answers.characterSet().definedTerm();
        return term.isEmpty() ? SpecificCharacterSet.ISO_IR_6 : SpecificCharacterSet.of(term);
    }

    private void toLatin(DataSet dataSet) {
        for (Element element : dataSet.stream().toList()) {
            if (isReadable(element)) {
                String[] values = element.vr().isMultiValuedText()
                        ? element.text().split("\\\\", -1)
                        : new String[] {element.text()};
                dataSet.put(
                        element.tag(),
                        element.vr(),
                        Arrays.stream(values)
                                .map(value -> latin(value, element.vr()))
                                .toArray(String[]::new));
            }
        }
    }

    /** Text with letters beyond ASCII whose bytes mean something; under VR UN nobody shows it. */
    private static boolean isReadable(Element element) {
        if (!element.vr().isCharsetAffected() || Tag.isPrivateCreator(element.tag())) {
            return false;
        }
        String text = element.text();
        return text.chars().anyMatch(c -> c > LAST_OF_ASCII) && text.indexOf(UNDECODABLE) < 0;
    }

    /** Latin letters are more than Cyrillic ones (Щ is Shch): what the VR has no room for is cut off. */
    private String latin(String value, VR vr) {
        String latin = text.latin(value);
        if (vr != VR.PN) {
            return cut(latin, vr);
        }
        return Arrays.stream(latin.split("=", -1)).map(group -> cut(group, vr)).collect(Collectors.joining("="));
    }

    private static String cut(String value, VR vr) {
        return value.length() <= vr.maxCharacters() ? value : value.substring(0, vr.maxCharacters());
    }

    /** The tags of the outermost elements in which, or below which, the text is another one or is in another character set. */
    private static Set<Integer> changed(DataSet dataSet, DataSet original) {
        Set<Integer> changed = new TreeSet<>();
        for (Element now : dataSet) {
            if (now.tag() == Tag.SpecificCharacterSet
                    || now.isCharsetAffected()
                    || now.value() instanceof Value.Items) {
                original.get(now.tag()).filter(before -> differ(now, before)).ifPresent(e -> changed.add(now.tag()));
            }
        }
        boolean declaration =
                !dataSet.strings(Tag.SpecificCharacterSet).equals(original.strings(Tag.SpecificCharacterSet));
        if (declaration) {
            changed.add(Tag.SpecificCharacterSet);
        }
        return changed;
    }

    private static boolean differ(Element now, Element before) {
        if (!(now.value() instanceof Value.Items items)) {
            return !now.text().equals(before.text());
        }
        if (!(before.value() instanceof Value.Items itemsBefore)) {
            return true;
        }
        Iterator<DataSet> others = itemsBefore.dataSets().iterator();
        return items.dataSets().stream().anyMatch(item -> differ(item, others.next()));
    }

    /** Both walks meet the same elements, since only text was changed. */
    private static boolean differ(DataSet now, DataSet before) {
        Iterator<NestedDataSet> others = NestedDataSet.all(before).iterator();
        for (NestedDataSet nested : NestedDataSet.all(now)) {
            DataSet other = others.next().dataSet();
            for (Element element : nested.dataSet()) {
                boolean isText = element.isCharsetAffected() && !(element.value() instanceof Value.Items);
                if (isText
                        && !other.get(element.tag())
                                .map(Element::text)
                                .orElse("")
                                .equals(element.text())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void record(DataSet dataSet, DataSet original, Set<Integer> changed) {
        DataSet before = new DataSet();
        original.get(Tag.SpecificCharacterSet)
                .ifPresentOrElse(before::put, () -> before.putEmpty(Tag.SpecificCharacterSet));
        for (int tag : changed) {
            original.get(tag).ifPresent(before::put);
            if (Tag.isPrivate(tag)) {
                original.get(creator(tag)).ifPresent(before::put);
            }
        }
        dataSet.addItem(
                Tag.OriginalAttributesSequence,
                new DataSet()
                        .putEmpty(Tag.SourceOfPreviousValues)
                        .put(Tag.AttributeModificationDateTime, MOMENT.format(OffsetDateTime.now()))
                        .put(Tag.ModifyingSystem, SYSTEM)
                        .put(Tag.ReasonForTheAttributeModification, REASON)
                        .putItems(Tag.ModifiedAttributesSequence, before));
    }

    /** Private Creator of a private element (PS3.5 7.8.1). */
    private static int creator(int tag) {
        return tag & 0xFFFF0000 | tag >>> 8 & 0xFF;
    }
}
