package ua.vuzol.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Reads one data set (PS3.5 7). What is open, sequences and their items, is on a stack of its own and not on the thread's. */
final class DataSetParser {

    private static final long UNDEFINED = 0xFFFF_FFFFL;
    /** Beyond any real use of what is tolerated, and cheap enough for what is not real. */
    private static final int MAX_PADDING_BYTES = 1 << 20;

    private static final int MAX_OUT_OF_ORDER = 10_000;
    private static final int MAX_CHARACTER_SETS = 256;

    private static final Value EMPTY = new Value.Bytes(new byte[0]);

    private final Input in;
    private final ReadOptions options;
    private final Deque<ParseLevel> open = new ArrayDeque<>();
    private final Map<List<String>, SpecificCharacterSet> characterSets = new HashMap<>();
    private int elements;
    private int outOfOrder;
    private long heapBytes;

    /** For messages: the element being read and where it begins. */
    private int tag;

    private long offset;

    DataSetParser(Input in, ReadOptions options) {
        this.in = in;
        this.options = options;
    }

    /** Reads elements to the end of the input, or to the first that {@link ReadOptions#stopAtTag} excludes. */
    DataSet parse(Encoding encoding) throws IOException {
        return options.stopAtTag().isPresent()
                ? parse(encoding, next -> next >= options.stopAtTag().getAsLong())
                : parse(encoding, next -> false);
    }

    /** Reads elements for as long as they are of group 0002. */
    DataSet parseFileMeta(Encoding encoding) throws IOException {
        return parse(encoding, next -> next >>> 16 != 0x0002);
    }

    /** Reads items to the end of the input: those of a sequence that was written as the value of this element. */
    List<DataSet> parseItems(Encoding encoding, Element element) throws IOException {
        tag = element.tag();
        long end = in.position() + element.value().length();
        ParseLevel.Elements outer = new ParseLevel.Elements(encoding, offset, end, false, element.characterSet());
        open.push(outer);
        open.push(new ParseLevel.Sequence(encoding, end, false, tag, VR.SQ, outer));
        run(never -> false);
        return outer.dataSet(offset).items(element.tag());
    }

    private DataSet parse(Encoding encoding, LongPredicate stop) throws IOException {
        ParseLevel.Elements root =
                new ParseLevel.Elements(encoding, in.position(), in.size(), false, SpecificCharacterSet.ISO_IR_6);
        open.push(root);
        run(stop);
        return root.dataSet(offset);
    }

    private void run(LongPredicate stop) throws IOException {
        while (!open.isEmpty()) {
            ParseLevel level = open.peek();
            offset = in.position();
            if (offset == level.end || isAtEndOfInput(level)) {
                close();
            } else if (open.size() == 1 && (isPadding() || stop.test(nextTag(level)))) {
                close();
            } else if (level instanceof ParseLevel.Elements elements) {
                element(elements);
            } else if (level instanceof ParseLevel.Sequence sequence) {
                item(sequence);
            }
        }
    }

    /** Zeros to the end of the input, as tapes and careless writers leave them: nothing but zeros can be behind a zero header. */
    private boolean isPadding() throws IOException {
        int header = in.has(8) ? 8 : in.buffered();
        for (int i = 0; i < header; i++) {
            if (in.peek(i) != 0) {
                return false;
            }
        }
        tag = 0;
        while (in.has(1)) {
            if (in.peek(0) != 0 || in.position() - offset > MAX_PADDING_BYTES) {
                throw failure("zeros where an element should begin");
            }
            in.advance(1);
        }
        return true;
    }

    /** The end of the input stands for the delimiters that are missing before it, but not for anything else. */
    private boolean isAtEndOfInput(ParseLevel level) throws IOException {
        if (in.has(1)) {
            return false;
        }
        if (!level.delimited && open.size() > 1) {
            throw failure("the input ends before the sequence or item does");
        }
        return true;
    }

    private void close() {
        ParseLevel level = open.pop();
        if (level instanceof ParseLevel.Sequence sequence) {
            Value items = new Value.Items(sequence.items, sequence.delimited);
            add(sequence.outer, Element.of(sequence.tag, sequence.vr, items));
        } else if (level instanceof ParseLevel.Elements item && open.peek() instanceof ParseLevel.Sequence sequence) {
            DataSet dataSet = item.dataSet(offset).delimited(item.delimited);
            sequence.items.add(sequence.tag == Tag.DirectoryRecordSequence ? dataSet.offset(item.start) : dataSet);
        }
    }

    private void item(ParseLevel.Sequence sequence) throws IOException {
        tag = sequence.tag;
        int itemTag = (int) nextTag(sequence);
        long length = in.peek32(4, sequence.encoding.bigEndian());
        in.advance(8);
        if (itemTag == Tag.SequenceDelimitationItem) {
            close();
            return;
        }
        if (itemTag != Tag.Item) {
            throw failure("where an item of the sequence should begin is " + Tag.format(itemTag));
        }
        count(sequence.items.size());
        boolean delimited = length == UNDEFINED;
        open.push(new ParseLevel.Elements(
                sequence.encoding,
                offset,
                delimited ? sequence.end : itemEnd(sequence, length),
                delimited,
                sequence.outer.characterSet));
    }

    /** An item too long for a sequence that ends where it says is taken to end with it: careless editors make such. */
    private long itemEnd(ParseLevel.Sequence sequence, long length) {
        return sequence.delimited ? end(sequence, length) : Math.min(in.position() + length, sequence.end);
    }

    private void element(ParseLevel.Elements level) throws IOException {
        tag = (int) nextTag(level);
        if (tag == Tag.ItemDelimitationItem && (level.delimited || isLast(level))) {
            in.advance(8);
            close();
            return;
        }
        if (tag == Tag.SequenceDelimitationItem && level.delimited) {
            close(); // the item's own delimiter is missing; this one is the sequence's
            return;
        }
        if (Tag.group(tag) == Tag.group(Tag.Item)) {
            throw failure("an item or delimiter where an element should begin");
        }
        count(0);
        level.begin(tag, offset);
        if (!level.encoding.explicit()) {
            long length = in.peek32(4, level.encoding.bigEndian());
            in.advance(8);
            content(level, implicitVr(), length);
            return;
        }
        Optional<VR> vr = VR.of(in.peek(4), in.peek(5));
        if (vr.isPresent()) {
            content(level, vr.get(), explicitLength(level, vr.get().isLongForm()));
        } else {
            byte[] code = {(byte) in.peek(4), (byte) in.peek(5)};
            unknownVr(level, new String(code, StandardCharsets.ISO_8859_1));
        }
    }

    /** Whether nothing but the header ahead is left: a delimiter there is needless, but harms nobody. */
    private boolean isLast(ParseLevel level) throws IOException {
        return offset + 8 == level.end || open.size() == 1 && !in.has(9);
    }

    private void add(ParseLevel.Elements level, Element element) {
        if (level.isLate(element) && ++outOfOrder > MAX_OUT_OF_ORDER) {
            throw failure("more than " + MAX_OUT_OF_ORDER + " elements out of the order of their tags");
        }
        if (!level.add(element)) {
            throw failure("two of this element in one data set, of different values or too long to tell");
        }
    }

    /** Passes the rest of an explicit header and gives the length in it. */
    private long explicitLength(ParseLevel level, boolean longForm) throws IOException {
        boolean big = level.encoding.bigEndian();
        if (!longForm) {
            long length = in.peek16(6, big);
            in.advance(8);
            return length;
        }
        require(level, 12);
        long length = in.peek32(8, big);
        in.advance(12);
        return length;
    }

    private void unknownVr(ParseLevel.Elements level, String code) throws IOException {
        long length = explicitLength(level, Element.isLongForm(code));
        if (length == UNDEFINED) {
            throw failure("undefined length under an unknown VR");
        }
        add(level, Element.ofUnknownVr(tag, code, value(level, VR.UN, length)));
    }

    private void content(ParseLevel.Elements level, VR vr, long length) throws IOException {
        boolean delimited = length == UNDEFINED;
        if (vr == VR.SQ) {
            openSequence(level, vr, level.encoding, delimited ? level.end : end(level, length), delimited);
        } else if (!delimited) {
            Element element = Element.of(tag, vr, value(level, vr, length), level.characterSet);
            add(level, element);
            remember(level, element);
        } else if (tag == Tag.PixelData || vr == VR.OB || vr == VR.OW) {
            add(level, Element.of(tag, vr, fragments(level)));
        } else if (vr == VR.UN) {
            // PS3.5 6.2.2 note 2: a sequence, implicit little endian whatever is around it
            openSequence(level, vr, Encoding.IMPLICIT_LITTLE_ENDIAN, level.end, true);
        } else {
            throw failure("undefined length, which VR " + vr + " cannot have");
        }
    }

    /** What the elements to come depend on. */
    private void remember(ParseLevel.Elements level, Element element) {
        if (tag == Tag.SpecificCharacterSet) {
            level.characterSet = characterSet(element.strings());
        } else if (tag == Tag.PixelRepresentation && element.value().length() == 2) {
            level.pixelRepresentation = element.bytes()[0];
        } else if (Lengths.isMeasured(element)) {
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(element.bytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt());
            level.beginGroup(tag, length, in.position());
        }
    }

    private SpecificCharacterSet characterSet(List<String> terms) {
        SpecificCharacterSet characterSet =
                characterSets.computeIfAbsent(terms, t -> SpecificCharacterSet.of(t.toArray(String[]::new)));
        if (characterSets.size() > MAX_CHARACTER_SETS) {
            throw failure("more than " + MAX_CHARACTER_SETS + " different character sets");
        }
        return characterSet;
    }

    private void openSequence(ParseLevel.Elements level, VR vr, Encoding encoding, long end, boolean delimited) {
        if (level.holds(tag)) {
            throw failure("two of this sequence in one data set");
        }
        if (open.size() / 2 >= options.maxDepth()) {
            throw failure("sequences nested deeper than " + options.maxDepth());
        }
        open.push(new ParseLevel.Sequence(encoding, end, delimited, tag, vr, level));
    }

    private Value fragments(ParseLevel.Elements level) throws IOException {
        List<BulkData> fragments = new ArrayList<>();
        while (in.has(1)) {
            int itemTag = (int) nextTag(level);
            long length = in.peek32(4, level.encoding.bigEndian());
            in.advance(8);
            if (itemTag == Tag.SequenceDelimitationItem) {
                break;
            }
            if (itemTag != Tag.Item || length == UNDEFINED) {
                throw failure("where a fragment should begin is " + Tag.format(itemTag));
            }
            count(fragments.size());
            fragments.add(fragment(level, length, fragments.isEmpty()));
        }
        return new Value.Fragments(fragments);
    }

    /** Of a file a reference however short it is, as they are many; but not the table of their offsets. */
    private BulkData fragment(ParseLevel level, long length, boolean offsetTable) throws IOException {
        if (in.isFile() && length > 0 && !offsetTable) {
            end(level, length);
            return in.reference(length);
        }
        Value value = value(level, VR.OB, length);
        return value instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(((Value.Bytes) value).bytes());
    }

    private Value value(ParseLevel level, VR vr, long length) throws IOException {
        end(level, length);
        boolean fits = heapBytes + length <= options.maxHeapBytes();
        int unit = level.encoding.bigEndian() ? vr.unitSize() : 1;
        if (in.isFile() && (length > options.bulkThreshold() || !fits)) {
            return new Value.Bulk(ByteSwap.swap(in.reference(length), unit));
        }
        if (!fits) {
            throw failure("values of more than " + options.maxHeapBytes() + " bytes in all");
        }
        if (length == 0) {
            return EMPTY;
        }
        heapBytes += length;
        byte[] bytes = in.read((int) length);
        if (bytes.length < length) {
            throw failure("a value of " + length + " bytes, of which the input has only " + bytes.length);
        }
        return new Value.Bytes(ByteSwap.swap(bytes, unit));
    }

    /** The VR that the dictionary gives; where it leaves a choice, PS3.5 A.1 and the pixel representation decide. */
    private VR implicitVr() {
        List<VR> vrs =
                Dictionary.standard().lookup(tag).map(Dictionary.Entry::vrs).orElse(List.of());
        if (vrs.size() == 1) {
            return vrs.get(0);
        }
        if (vrs.contains(VR.OW)) {
            return VR.OW;
        }
        if (vrs.contains(VR.SS)) {
            return isSigned() ? VR.SS : VR.US;
        }
        return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }

    /** What the nearest enclosing data set that has a Pixel Representation says. */
    private boolean isSigned() {
        for (ParseLevel level : open) {
            if (level instanceof ParseLevel.Elements elements && elements.pixelRepresentation >= 0) {
                return elements.pixelRepresentation == 1;
            }
        }
        return false;
    }

    /** The tag ahead as an unsigned number, once it is sure that a whole header of 8 bytes is. */
    private long nextTag(ParseLevel level) throws IOException {
        require(level, 8);
        boolean big = level.encoding.bigEndian();
        return (long) in.peek16(0, big) << 16 | in.peek16(2, big);
    }

    private void require(ParseLevel level, int header) throws IOException {
        if (level.end - in.position() < header || !in.has(header)) {
            throw failure("it ends inside the header of an element");
        }
    }

    /** Where something of this length ends, if that is within what holds it. */
    private long end(ParseLevel level, long length) {
        long left = level.end - in.position();
        if (length > left) {
            throw failure("a length of " + length + " where only " + left + " bytes are left");
        }
        return in.position() + length;
    }

    private void count(int itemsBefore) {
        if (itemsBefore >= options.maxItems()) {
            throw failure("more than " + options.maxItems() + " items or fragments");
        }
        if (++elements > options.maxElements()) {
            throw failure("more than " + options.maxElements() + " elements and items");
        }
    }

    private DicomFormatException failure(String problem) {
        return new DicomFormatException(problem, offset, tag);
    }
}
