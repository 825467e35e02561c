package ua.vuzol.dicom.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
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

    private final Input in;
    private final ReadOptions options;
    private final Deque<Level> open = new ArrayDeque<>();
    private int elements;
    private long heapBytes;

    /** For messages: the element being read and where it begins. */
    private int tag;

    private long offset;

    DataSetParser(Input in, ReadOptions options) {
        this.in = in;
        this.options = options;
    }

    /** The data set or one of its items, or else a sequence, being read up to its end or, if delimited, its delimiter. */
    private abstract static sealed class Level {
        final Encoding encoding;
        final long end;
        final boolean delimited;

        Level(Encoding encoding, long end, boolean delimited) {
            this.encoding = encoding;
            this.end = end;
            this.delimited = delimited;
        }
    }

    private static final class ElementsLevel extends Level {
        final DataSet dataSet = new DataSet();
        SpecificCharacterSet characterSet;

        ElementsLevel(Encoding encoding, long end, boolean delimited, SpecificCharacterSet characterSet) {
            super(encoding, end, delimited);
            this.characterSet = characterSet;
        }
    }

    private static final class SequenceLevel extends Level {
        final int tag;
        final VR vr;
        final ElementsLevel outer;
        final List<DataSet> items = new ArrayList<>();

        SequenceLevel(Encoding encoding, long end, boolean delimited, int tag, VR vr, ElementsLevel outer) {
            super(encoding, end, delimited);
            this.tag = tag;
            this.vr = vr;
            this.outer = outer;
        }
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

    private DataSet parse(Encoding encoding, LongPredicate stop) throws IOException {
        ElementsLevel root = new ElementsLevel(encoding, in.size(), false, SpecificCharacterSet.ISO_IR_6);
        open.push(root);
        while (!open.isEmpty()) {
            Level level = open.peek();
            offset = in.position();
            if (offset == level.end || isAtEndOfInput(level) || level == root && stop.test(nextTag(level))) {
                close();
            } else if (level instanceof ElementsLevel elementsLevel) {
                element(elementsLevel);
            } else if (level instanceof SequenceLevel sequence) {
                item(sequence);
            }
        }
        return root.dataSet;
    }

    /** The end of the input stands for the delimiters that are missing before it, but not for anything else. */
    private boolean isAtEndOfInput(Level level) throws IOException {
        if (in.has(1)) {
            return false;
        }
        if (!level.delimited && open.size() > 1) {
            throw failure("the input ends before the sequence or item does");
        }
        return true;
    }

    private void close() {
        Level level = open.pop();
        if (level instanceof SequenceLevel sequence) {
            Value items = new Value.Items(sequence.items, sequence.delimited);
            sequence.outer.dataSet.put(Element.of(sequence.tag, sequence.vr, items));
        } else if (level instanceof ElementsLevel item && open.peek() instanceof SequenceLevel sequence) {
            sequence.items.add(item.dataSet.delimited(item.delimited));
        }
    }

    private void item(SequenceLevel sequence) throws IOException {
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
        open.push(new ElementsLevel(
                sequence.encoding,
                delimited ? sequence.end : itemEnd(sequence, length),
                delimited,
                sequence.outer.characterSet));
    }

    /** An item too long for a sequence that ends where it says is taken to end with it: careless editors make such. */
    private long itemEnd(SequenceLevel sequence, long length) {
        return sequence.delimited ? end(sequence, length) : Math.min(in.position() + length, sequence.end);
    }

    private void element(ElementsLevel level) throws IOException {
        tag = (int) nextTag(level);
        if (tag == Tag.ItemDelimitationItem && level.delimited) {
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

    /** Passes the rest of an explicit header and gives the length in it. */
    private long explicitLength(Level level, boolean longForm) throws IOException {
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

    private void unknownVr(ElementsLevel level, String code) throws IOException {
        long length = explicitLength(level, Element.isLongForm(code));
        if (length == UNDEFINED) {
            throw failure("undefined length under an unknown VR");
        }
        level.dataSet.put(Element.ofUnknownVr(tag, code, value(level, VR.UN, length)));
    }

    private void content(ElementsLevel level, VR vr, long length) throws IOException {
        boolean delimited = length == UNDEFINED;
        if (vr == VR.SQ) {
            openSequence(level, vr, level.encoding, delimited ? level.end : end(level, length), delimited);
        } else if (!delimited) {
            Value value = value(level, vr, length);
            level.dataSet.put(Element.of(tag, vr, value, level.characterSet));
            if (tag == Tag.SpecificCharacterSet) {
                level.characterSet = level.dataSet.characterSet();
            }
        } else if (tag == Tag.PixelData || vr == VR.OB || vr == VR.OW) {
            level.dataSet.put(Element.of(tag, vr, fragments(level)));
        } else if (vr == VR.UN) {
            // PS3.5 6.2.2 note 2: a sequence, implicit little endian whatever is around it
            openSequence(level, vr, Encoding.IMPLICIT_LITTLE_ENDIAN, level.end, true);
        } else {
            throw failure("undefined length, which VR " + vr + " cannot have");
        }
    }

    private void openSequence(ElementsLevel level, VR vr, Encoding encoding, long end, boolean delimited) {
        if (open.size() / 2 >= options.maxDepth()) {
            throw failure("sequences nested deeper than " + options.maxDepth());
        }
        open.push(new SequenceLevel(encoding, end, delimited, tag, vr, level));
    }

    private Value fragments(ElementsLevel level) throws IOException {
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
            Value value = value(level, VR.OB, length);
            fragments.add(value instanceof Value.Bulk bulk ? bulk.data() : BulkData.of(((Value.Bytes) value).bytes()));
        }
        return new Value.Fragments(fragments);
    }

    private Value value(Level level, VR vr, long length) throws IOException {
        end(level, length);
        boolean fits = heapBytes + length <= options.maxHeapBytes();
        int unit = level.encoding.bigEndian() ? vr.unitSize() : 1;
        if (in.isFile() && (length > options.bulkThreshold() || !fits)) {
            return new Value.Bulk(ByteSwap.swap(in.reference(length), unit));
        }
        if (!fits) {
            throw failure("values of more than " + options.maxHeapBytes() + " bytes in all");
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
        return open.stream()
                .flatMap(level -> level instanceof ElementsLevel elementsLevel
                        ? elementsLevel.dataSet.integer(Tag.PixelRepresentation).stream()
                        : Stream.empty())
                .findFirst()
                .filter(representation -> representation == 1)
                .isPresent();
    }

    /** The tag ahead as an unsigned number, once it is sure that a whole header of 8 bytes is. */
    private long nextTag(Level level) throws IOException {
        require(level, 8);
        boolean big = level.encoding.bigEndian();
        return (long) in.peek16(0, big) << 16 | in.peek16(2, big);
    }

    private void require(Level level, int header) throws IOException {
        if (level.end - in.position() < header || !in.has(header)) {
            throw failure("it ends inside the header of an element");
        }
    }

    /** Where something of this length ends, if that is within what holds it. */
    private long end(Level level, long length) {
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
