package ua.vuzol.dicom.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * Builds a data set of what a document tells in whatever order, within limits. What is open is on a stack of its own. Text is
 * held in UTF-8, as the document has it, and not judged: what a device wrote against the rules of its VR must be able to return.
 */
final class DataSetBuilder {

    private final ReadOptions options;
    private final BulkDataResolver resolver;
    private final Supplier<Position> position;
    private final Deque<Level> open = new ArrayDeque<>();
    private int elements;
    private long heap;

    /** One thing in the Value of an attribute. */
    private sealed interface Part {}

    private record Text(String text) implements Part {}

    private record Item(DataSet dataSet) implements Part {}

    /** A data set, and the attribute of it that is being read. */
    private static final class Level {
        final DataSet dataSet = new DataSet();
        int tag;
        boolean inElement;
        Optional<String> vr = Optional.empty();
        Optional<String> privateCreator = Optional.empty();
        List<Part> parts = new ArrayList<>();
        Optional<byte[]> bytes = Optional.empty();
        Optional<String> uri = Optional.empty();
        boolean unicode;
    }

    DataSetBuilder(ReadOptions options, BulkDataResolver resolver, Supplier<Position> position) {
        this.options = options;
        this.resolver = resolver;
        this.position = position;
    }

    ModelFormatException failure(String problem) {
        String path = "";
        for (Iterator<Level> levels = open.descendingIterator(); levels.hasNext(); ) {
            Level level = levels.next();
            if (level.inElement) {
                int number = level.parts.size() + 1;
                path += Tags.format(level.tag) + (levels.hasNext() ? "/" + number + "/" : "");
            }
        }
        return new ModelFormatException(problem, position.get(), path);
    }

    /** How many characters may still come. */
    long room() {
        return Math.max(0, options.maxHeapBytes() - heap);
    }

    private void take(long bytes) {
        heap += bytes;
        if (heap > options.maxHeapBytes()) {
            throw failure("values of more than " + options.maxHeapBytes() + " bytes in all");
        }
    }

    private void count() {
        if (++elements > options.maxElements()) {
            throw failure("more than " + options.maxElements() + " elements and items");
        }
    }

    void beginDataSet() {
        if (open.isEmpty()) {
            elements = 0;
            heap = 0;
        } else if (open.size() > options.maxDepth()) {
            throw failure("sequences nested deeper than " + options.maxDepth());
        } else {
            count();
        }
        open.push(new Level());
    }

    /** @return the data set, if it is no item of another */
    Optional<DataSet> endDataSet() {
        Level level = open.pop();
        if (!open.isEmpty()) {
            open.peek().unicode |= level.unicode;
            add(new Item(level.dataSet));
            return Optional.empty();
        }
        if (level.unicode && !level.dataSet.contains(Tag.SpecificCharacterSet)) {
            level.dataSet.put(Tag.SpecificCharacterSet, "ISO_IR 192");
        }
        declareText(level.dataSet);
        return Optional.of(level.dataSet);
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

    void beginElement(int tag) {
        count();
        Level level = open.element();
        level.tag = tag;
        level.inElement = true;
        level.vr = Optional.empty();
        level.privateCreator = Optional.empty();
        level.parts = new ArrayList<>();
        level.bytes = Optional.empty();
        level.uri = Optional.empty();
    }

    void vr(String letters) {
        open.element().vr = Optional.of(letters);
    }

    /** Of a private attribute whose tag is without its block (PS3.19 A.1.5.2). */
    void privateCreator(String creator) {
        open.element().privateCreator = Optional.of(creator).filter(name -> !name.isEmpty());
    }

    void text(String text) {
        take(text.length());
        add(new Text(text));
    }

    void name(NameGroups groups) {
        if (!groups.isSeparable()) {
            throw failure("a component group of a person name with an equals sign");
        }
        text(groups.value());
    }

    /** An empty value: null, or an empty object, which is an empty item where the attribute is a sequence. */
    void nothing() {
        add(new Text(""));
    }

    private void add(Part part) {
        List<Part> parts = open.element().parts;
        if (parts.size() >= options.maxItems()) {
            throw failure("more than " + options.maxItems() + " items or values");
        }
        parts.add(part);
    }

    Base64Input binary() {
        return new Base64Input(room(), this::failure);
    }

    void binary(Base64Input input) {
        byte[] bytes = input.end();
        take(bytes.length);
        open.element().bytes = Optional.of(bytes);
    }

    void reference(String uri) {
        take(uri.length());
        open.element().uri = Optional.of(uri);
    }

    void endElement() throws IOException {
        Level level = open.element();
        int tag = tag(level);
        if (!ModelWalk.isLeftOut(tag)) {
            if (level.dataSet.contains(tag)) {
                throw failure("two of this attribute in one data set");
            }
            level.dataSet.put(element(tag, level));
        }
        level.inElement = false;
    }

    private Element element(int tag, Level level) throws IOException {
        String letters = level.vr.orElseThrow(() -> failure("an attribute without VR"));
        VR vr = Arrays.stream(VR.values())
                .filter(known -> known.name().equals(letters))
                .findFirst()
                .orElseThrow(() -> failure("a VR that the standard does not know"));
        int forms =
                (level.parts.isEmpty() ? 0 : 1) + (level.bytes.isPresent() ? 1 : 0) + (level.uri.isPresent() ? 1 : 0);
        if (forms > 1) {
            throw failure("an attribute with more than one of values, bytes and reference");
        }
        if (vr == VR.SQ) {
            return sequence(tag, level);
        }
        if (level.uri.isPresent()) {
            Value value = resolver.resolve(tag, vr, level.uri.get())
                    .orElseThrow(() -> failure("a reference to bulk data that is not followed"));
            return Element.of(tag, vr, value, SpecificCharacterSet.ISO_IR_192);
        }
        if (level.bytes.isPresent()) {
            return Element.of(tag, vr, new Value.Bytes(level.bytes.get()), SpecificCharacterSet.ISO_IR_192)
                    .padded();
        }
        return ofTexts(tag, vr, level);
    }

    private Element sequence(int tag, Level level) {
        if (level.bytes.isPresent() || level.uri.isPresent()) {
            throw failure("a sequence that is no list of items");
        }
        List<DataSet> items = new ArrayList<>();
        for (Part part : level.parts) {
            if (part instanceof Item item) {
                items.add(item.dataSet);
            } else if (part instanceof Text text && text.text.isEmpty()) {
                items.add(new DataSet());
            } else {
                throw failure("a value where an item should be");
            }
        }
        return Element.of(tag, VR.SQ, new Value.Items(items, false));
    }

    private Element ofTexts(int tag, VR vr, Level level) {
        List<String> texts = level.parts.stream()
                .map(part -> {
                    if (part instanceof Text text) {
                        return text.text;
                    }
                    throw failure("an item where a value should be");
                })
                .toList();
        if (texts.isEmpty()) {
            return Element.of(tag, vr, new Value.Bytes(new byte[0]), SpecificCharacterSet.ISO_IR_192);
        }
        if (vr.isNumeric()) {
            return ofNumbers(tag, vr, texts);
        }
        if (!vr.isText()) {
            throw failure("values, where VR " + vr + " has bytes");
        }
        if (!vr.isMultiValuedText() && texts.size() > 1) {
            throw failure("more than one value, where VR " + vr + " has one");
        }
        String text = texts.stream().collect(Collectors.joining("\\"));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        level.unicode |= bytes.length > text.length();
        return Element.of(tag, vr, new Value.Bytes(bytes), SpecificCharacterSet.ISO_IR_192)
                .padded();
    }

    private Element ofNumbers(int tag, VR vr, List<String> texts) {
        try {
            return Element.of(tag, vr, texts);
        } catch (DicomValueException e) {
            throw failure("a value that is no number of VR " + vr);
        }
    }

    /** The tag with its block: the first that the creator has reserved in the data set, or else the first that is free. */
    private int tag(Level level) {
        int tag = level.tag;
        if (level.privateCreator.isEmpty() || !Tag.isPrivate(tag) || Tag.element(tag) > 0xFF) {
            return tag;
        }
        String creator = level.privateCreator.get();
        int group = tag & 0xFFFF0000;
        int free = 0;
        for (int block = 0x10; block <= 0xFF; block++) {
            Optional<Element> reserved = level.dataSet.get(group | block);
            if (reserved.isPresent()
                    && reserved.get().string().filter(creator::equals).isPresent()) {
                return group | block << 8 | Tag.element(tag);
            }
            free = free == 0 && reserved.isEmpty() ? block : free;
        }
        if (free == 0) {
            throw failure("no block is left for the private creator");
        }
        level.dataSet.put(group | free, VR.LO, creator);
        return group | free << 8 | Tag.element(tag);
    }
}
