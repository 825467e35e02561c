package ua.vuzol.intake.normalise;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.VR;

/**
 * What an object said before it was changed, for Original Attributes Sequence (0400,0561). Values that are what their
 * attribute allows stand as they were; others, such as text in an encoding that DICOM does not have, as raw bytes in
 * Nonconforming Modified Attributes Sequence (0400,0551), PS3.3 C.12.1.1.9.
 */
final class Originals {
    /** Modifying System (0400,0563). */
    private static final String SYSTEM = "VUZOL";

    private static final DateTimeFormatter DT = DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSSSSxx", Locale.ROOT);

    // Selector Attribute Macro, PS3.3 10.20
    private static final int SELECTOR_ATTRIBUTE = 0x00720026;
    private static final int SELECTOR_VALUE_NUMBER = 0x00720028;
    private static final int SELECTOR_SEQUENCE_POINTER = 0x00720052;
    private static final int SELECTOR_SEQUENCE_POINTER_PRIVATE_CREATOR = 0x00720054;
    private static final int SELECTOR_ATTRIBUTE_PRIVATE_CREATOR = 0x00720056;
    private static final int SELECTOR_SEQUENCE_POINTER_ITEMS = 0x00741057;
    /** All values of the attribute. */
    private static final String ALL_VALUES = "0";

    /** Reason for the Attribute Modification (0400,0565). */
    enum Reason {
        /** The value was wrong or missing. */
        CORRECT,
        /** The same in another form. */
        COERCE
    }

    private static final class Item {
        final DataSet before = new DataSet();
        final List<DataSet> nonconforming = new ArrayList<>();
    }

    private final DataSet root;
    private final Map<Reason, Item> items = new EnumMap<>(Reason.class);

    /** @param root the object, not yet changed */
    Originals(DataSet root) {
        this.root = root;
    }

    private Item item(Reason reason) {
        return items.computeIfAbsent(reason, any -> new Item());
    }

    /** Tells what an attribute of the object is now, before it is changed: its value, or that there is none. */
    void remember(int tag, Reason reason) {
        DataSet before = item(reason).before;
        Optional<Element> element = root.get(tag);
        if (before.contains(tag)) {
            return;
        }
        if (element.isPresent()) {
            before.put(element.get());
        } else {
            before.putEmpty(tag);
        }
    }

    /** Tells what an element was whose bytes are not what its attribute allows. */
    void rememberBytes(DataSet in, TagPath path, byte[] raw) {
        DataSet selected = new DataSet()
                .put(SELECTOR_ATTRIBUTE, VR.AT, Tag.format(path.tag()))
                .put(SELECTOR_VALUE_NUMBER, VR.US, ALL_VALUES)
                .putBytes(Tag.NonconformingDataElementValue, VR.OB, raw);
        privateCreator(in, path.tag())
                .ifPresent(creator -> selected.put(SELECTOR_ATTRIBUTE_PRIVATE_CREATOR, VR.LO, creator));
        putPointers(selected, path);
        item(Reason.CORRECT).nonconforming.add(selected);
    }

    /** Which items, from the outermost, lead to the element. */
    private void putPointers(DataSet selected, TagPath path) {
        List<TagPath> items = new ArrayList<>();
        for (Optional<TagPath> at = path.parent(); at.isPresent(); at = at.get().parent()) {
            items.add(0, at.get());
        }
        if (items.isEmpty()) {
            return;
        }
        selected.put(
                SELECTOR_SEQUENCE_POINTER,
                VR.AT,
                items.stream().map(item -> Tag.format(item.tag())).toArray(String[]::new));
        selected.put(
                SELECTOR_SEQUENCE_POINTER_ITEMS,
                VR.IS,
                items.stream().map(item -> String.valueOf(item.itemNumber())).toArray(String[]::new));
        List<String> creators = new ArrayList<>();
        DataSet in = root;
        for (TagPath item : items) {
            creators.add(privateCreator(in, item.tag()).orElse(""));
            in = in.items(item.tag()).get(item.itemNumber() - 1);
        }
        if (!creators.stream().allMatch(String::isEmpty)) {
            selected.put(SELECTOR_SEQUENCE_POINTER_PRIVATE_CREATOR, VR.LO, creators.toArray(String[]::new));
        }
    }

    private static Optional<String> privateCreator(DataSet in, int tag) {
        return in.privateCreator(tag).filter(StandardCharsets.US_ASCII.newEncoder()::canEncode);
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    /**
     * Adds the items to those that the object has.
     *
     * @param source whose values they are, Source of Previous Values (0400,0564)
     * @param moment of the modification; for one object always the same, so that its bytes are the same when it is made again
     */
    void recordIn(DataSet dataSet, String source, ZonedDateTime moment) {
        items.forEach((reason, item) -> {
            DataSet entry = new DataSet()
                    .put(Tag.SourceOfPreviousValues, VR.LO, ascii(source))
                    .put(Tag.AttributeModificationDateTime, DT.format(moment))
                    .put(Tag.ModifyingSystem, SYSTEM)
                    .put(Tag.ReasonForTheAttributeModification, reason.name())
                    .putItems(Tag.ModifiedAttributesSequence, item.before);
            if (!item.nonconforming.isEmpty()) {
                entry.putItems(Tag.NonconformingModifiedAttributesSequence, item.nonconforming.toArray(DataSet[]::new));
            }
            dataSet.addItem(Tag.OriginalAttributesSequence, entry);
        });
    }

    private static String ascii(String source) {
        return Arrays.stream(source.split(""))
                .map(letter -> letter.matches("[ -~]") && !letter.equals("\\") ? letter : "?")
                .collect(Collectors.joining());
    }
}
