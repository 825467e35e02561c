package ua.vuzol.dicom.model;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.ReadOptions;

/** Makes data sets of what a reader of either model meets, within the limits. */
final class DataSetBuilder {

    /** What a value costs while its element is read, besides its characters. */
    private static final int VALUE_OVERHEAD = 64;

    /** The data set or an item, with its element that is being read. */
    private static final class Level {
        final DataSet dataSet = new DataSet();
        Optional<ElementDraft> element = Optional.empty();
    }

    private final ReadOptions options;
    private final BulkDataResolver resolver;
    private final Supplier<Position> position;
    private final Deque<Level> open = new ArrayDeque<>();
    private int elements;
    private long heapBytes;
    private boolean needsUnicode;

    DataSetBuilder(ReadOptions options, BulkDataResolver resolver, Supplier<Position> position) {
        this.options = options;
        this.resolver = resolver;
        this.position = position;
    }

    ModelFormatException failure(String problem) {
        return new ModelFormatException(problem, position.get(), path());
    }

    /** Begins a data set, or an item of the element that is being read. */
    void beginDataSet() {
        if (open.isEmpty()) {
            elements = 0;
            heapBytes = 0;
            needsUnicode = false;
        } else {
            if (open.size() > options.maxDepth()) {
                throw failure("sequences nested deeper than " + options.maxDepth());
            }
            countItem();
        }
        open.push(new Level());
    }

    /** Ends it; gives it if it is no item. */
    Optional<DataSet> endDataSet() {
        DataSet dataSet = open.pop().dataSet;
        if (!open.isEmpty()) {
            element().item(dataSet);
            return Optional.empty();
        }
        if (needsUnicode && dataSet.characterSet().equals(SpecificCharacterSet.ISO_IR_6)) {
            dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        }
        declareText(dataSet);
        return Optional.of(dataSet);
    }

    void beginElement(int tag) {
        level().element = Optional.of(new ElementDraft(tag));
        count();
        if (Tag.group(tag) == Tag.group(Tag.Item)) {
            throw failure("an item or delimiter where an element should be");
        }
        if (level().dataSet.contains(tag)) {
            throw failure("the same element twice");
        }
    }

    void vr(String name) {
        Optional<VR> vr = name.length() == 2 ? VR.of(name.charAt(0), name.charAt(1)) : Optional.empty();
        if (element().hasVr()) {
            throw failure("a second VR");
        }
        element().vr(vr.orElseThrow(() -> failure("a VR that the standard does not know")));
    }

    /** Says that values follow, perhaps none. */
    void values() {
        if (element().hasContent()) {
            throw failure("a second value where there can be only one");
        }
        element().hasContent(true);
    }

    void text(String text) {
        charge(VALUE_OVERHEAD + text.length());
        element().text(text);
    }

    void name(NameGroups groups) {
        if (!groups.isSeparable()) {
            throw failure("an equals sign within a component group");
        }
        text(groups.value());
    }

    /** An empty item, or a person name of no group. */
    void emptyObject() {
        countItem();
        nothing();
    }

    /** An empty value, or an empty item. */
    void nothing() {
        charge(VALUE_OVERHEAD);
        element().nothing();
    }

    /** Goes on at the value of this number, from 1; those before it that were not there are empty. */
    void number(long number) {
        if (number <= element().size()) {
            throw failure("values or items out of order");
        }
        if (number - 1 - element().size() > options.maxItems()) {
            throw failure("more than " + options.maxItems() + " values or items missing");
        }
        while (element().size() < number - 1) {
            nothing();
        }
    }

    /** Takes the bytes of the element's value as they come. */
    Base64Input binary() {
        values();
        return new Base64Input(room(), this::failure);
    }

    void binary(Base64Input input) {
        byte[] bytes = input.end();
        charge(bytes.length);
        element().binary(bytes);
    }

    void reference(String uri) {
        values();
        charge(uri.length());
        element().reference(uri);
    }

    void endElement() throws IOException {
        ElementDraft draft = element();
        VR vr = draft.vr().orElseThrow(() -> failure("an element without VR"));
        if (draft.isContradictory()) {
            throw failure("a second value where there can be only one");
        }
        if (!ModelWalk.isLeftOut(draft.tag())) {
            Element element = element(draft, vr);
            level().dataSet.put(element);
            needsUnicode |= vr.isCharsetAffected() && draft.isBeyondAscii();
            heapBytes += Math.max(0, element.value() instanceof Value.Bytes bytes ? bytes.length() : 0);
        }
        heapBytes -= draft.cost();
        level().element = Optional.empty();
    }

    private Element element(ElementDraft draft, VR vr) throws IOException {
        try {
            if (draft.reference().isPresent()) {
                Value value = resolver.resolve(
                                draft.tag(), vr, draft.reference().get())
                        .orElseThrow(() -> failure("a reference to bulk data that is not followed"));
                return draft.resolved(vr, value);
            }
            return draft.element(vr);
        } catch (DicomValueException e) {
            throw new ModelFormatException(e.getMessage(), position.get(), path(), e);
        }
    }

    /** What came as bytes under UN, and is text to the dictionary, is in the character set that the document names. */
    private static void declareText(DataSet root) {
        for (NestedDataSet nested : NestedDataSet.all(root)) {
            SpecificCharacterSet characterSet = nested.dataSet().characterSet();
            List<Element> unknown = nested.dataSet().stream()
                    .filter(element -> element.vr() == VR.UN && element.isCharsetAffected())
                    .toList();
            unknown.forEach(
                    element -> nested.dataSet().put(Element.of(element.tag(), VR.UN, element.value(), characterSet)));
        }
    }

    /**
     * The tag of a private element that is known by its creator (PS3.19 A.1.5): in the block that the creator has in this data
     * set, or in a free one, which is then reserved for it.
     *
     * @param tag whose block is the right one if it is this creator's, or nobody's; 0 if unknown
     */
    int privateTag(int tag, String creator) {
        DataSet dataSet = level().dataSet;
        int group = tag & 0xFFFF0000;
        int block = Tag.element(tag) >>> 8;
        if (block < 0x10 || !dataSet.string(group | block).orElse(creator).equals(creator)) {
            block = block(dataSet, group, creator);
        }
        if (!dataSet.contains(group | block)) {
            count();
            charge(creator.length());
            dataSet.put(ElementDraft.text(group | block, VR.LO, creator));
        }
        return group | block << 8 | tag & 0xFF;
    }

    private int block(DataSet dataSet, int group, String creator) {
        int free = 0;
        for (int block = 0xFF; block >= 0x10; block--) {
            Optional<String> reserved = dataSet.string(group | block);
            if (reserved.filter(creator::equals).isPresent()) {
                return block;
            }
            free = dataSet.contains(group | block) ? free : block;
        }
        if (free == 0) {
            throw failure("more private creators than a group has room for");
        }
        return free;
    }

    /** How many characters or bytes may still come. */
    long room() {
        return options.maxHeapBytes() - heapBytes;
    }

    private void charge(long bytes) {
        if (bytes > room()) {
            throw failure("values of more than " + options.maxHeapBytes() + " bytes in all");
        }
        heapBytes += bytes;
        if (!open.isEmpty()) {
            level().element.ifPresent(element -> element.cost(bytes));
        }
    }

    private void countItem() {
        if (element().size() >= options.maxItems()) {
            throw failure("more than " + options.maxItems() + " items");
        }
        count();
    }

    private void count() {
        if (++elements > options.maxElements()) {
            throw failure("more than " + options.maxElements() + " elements and items");
        }
    }

    private Level level() {
        return open.element();
    }

    private ElementDraft element() {
        return level().element.orElseThrow(() -> failure("a value outside of an element"));
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (Iterator<Level> levels = open.descendingIterator(); levels.hasNext(); ) {
            Optional<ElementDraft> element = levels.next().element;
            if (element.isPresent()) {
                path.append(path.isEmpty() ? "" : "/")
                        .append(Tags.format(element.get().tag()));
                if (levels.hasNext()) {
                    path.append('/').append(element.get().size() + 1);
                }
            }
        }
        return path.toString();
    }
}
