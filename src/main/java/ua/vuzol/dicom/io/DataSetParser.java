package ua.vuzol.dicom.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** A data set whose elements, or a sequence whose items, are being read. */
    private static final class Level {
        final Encoding encoding;
        final long end;
        final boolean delimited;
        final DataSet dataSet;
        /** For a sequence: its element; a data set has 0. */
        final int sequenceTag;

        final VR sequenceVr;
        final List<DataSet> items = new ArrayList<>();
        SpecificCharacterSet characterSet;

        private Level(
                Encoding encoding,
                long end,
                boolean delimited,
                DataSet dataSet,
                int sequenceTag,
                VR sequenceVr,
                SpecificCharacterSet characterSet) {
            this.encoding = encoding;
            this.end = end;
            this.delimited = delimited;
            this.dataSet = dataSet;
            this.sequenceTag = sequenceTag;
            this.sequenceVr = sequenceVr;
            this.characterSet = characterSet;
        }

        boolean isSequence() {
            return sequenceTag != 0;
        }
    }

    /** Reads elements to the end of the input, or to the first that {@link ReadOptions#stopAtTag} excludes. */
    DataSet parse(Encoding encoding) throws IOException {
        return parse(encoding, options.stopAtTag());
    }

    /** Reads elements for as long as they are of group 0002. */
    DataSet parseFileMeta(Encoding encoding) throws IOException {
        return parse(encoding, OptionalLong.of(0x0003_0000L));
    }

    private DataSet parse(Encoding encoding, OptionalLong stop) throws IOException {
        DataSet root = new DataSet();
        open.push(new Level(encoding, in.size(), false, root, 0, VR.SQ, SpecificCharacterSet.ISO_IR_6));
        while (!open.isEmpty()) {
            Level level = open.peek();
            offset = in.position();
            boolean ended = offset == level.end || !in.has(1);
            if (ended || level.dataSet == root && stop.isPresent() && nextTag(level) >= stop.getAsLong()) {
                close(level);
            } else if (level.isSequence()) {
                item(level);
            } else {
                element(level);
            }
        }
        return root;
    }

    private long nextTag(Level level) throws IOException {
        require(level, 8);
        boolean big = level.encoding.bigEndian();
        return (long) in.peek16(0, big) << 16 | in.peek16(2, big);
    }

    private void close(Level level) {
        open.pop();
        if (open.isEmpty()) {
            return;
        }
        Level outer = open.peek();
        if (level.isSequence()) {
            Value items = new Value.Items(level.items, level.delimited);
            outer.dataSet.put(Element.of(level.sequenceTag, level.sequenceVr, items));
        } else {
            outer.items.add(level.dataSet.delimited(level.delimited));
        }
    }

    private void item(Level sequence) throws IOException {
        tag = sequence.sequenceTag;
        int itemTag = (int) nextTag(sequence);
        long length = in.peek32(4, sequence.encoding.bigEndian());
        if (itemTag == Tag.SequenceDelimitationItem) {
            in.advance(8);
            close(sequence);
            return;
        }
        if (itemTag != Tag.Item) {
            throw failure("where an item of the sequence should begin is " + Tag.format(itemTag));
        }
        if (sequence.items.size() >= options.maxItems()) {
            throw failure("more than " + options.maxItems() + " items");
        }
        count();
        in.advance(8);
        boolean delimited = length == UNDEFINED;
        long end = delimited ? sequence.end : end(sequence, length);
        Encoding encoding = sequence.encoding;
        open.push(new Level(encoding, end, delimited, new DataSet(), 0, VR.SQ, sequence.characterSet));
    }

    private void element(Level level) throws IOException {
        tag = (int) nextTag(level);
        if (tag == Tag.ItemDelimitationItem && level.delimited) {
            in.advance(8);
            close(level);
            return;
        }
        if (tag == Tag.SequenceDelimitationItem && level.delimited) {
            close(level);
            return;
        }
        if (Tag.group(tag) == Tag.group(Tag.Item)) {
            throw failure("an item or delimiter where an element should begin");
        }
        count();
        Optional<VR> coded = level.encoding.explicit() ? VR.of(in.peek(4), in.peek(5)) : Optional.empty();
        VR vr = coded.orElseGet(() -> level.encoding.explicit() ? VR.UN : implicitVr(level));
        long length = header(level, vr);
        if (length == UNDEFINED) {
            undefinedLength(level, vr);
        } else if (vr == VR.SQ) {
            openSequence(level, vr, level.encoding, end(level, length), false);
        } else {
            Value value = value(level, vr, length);
            level.dataSet.put(Element.of(tag, vr, value, level.characterSet));
            if (tag == Tag.SpecificCharacterSet) {
                level.characterSet = level.dataSet.characterSet();
            }
        }
    }

    /** Passes the rest of the element's header and gives its length. */
    private long header(Level level, VR vr) throws IOException {
        boolean big = level.encoding.bigEndian();
        if (!level.encoding.explicit()) {
            long length = in.peek32(4, big);
            in.advance(8);
            return length;
        }
        if (!vr.isLongForm()) {
            int length = in.peek16(6, big);
            in.advance(8);
            return length;
        }
        require(level, 12);
        long length = in.peek32(8, big);
        in.advance(12);
        return length;
    }

    private void undefinedLength(Level level, VR vr) throws IOException {
        if (vr == VR.SQ) {
            openSequence(level, vr, level.encoding, level.end, true);
        } else if (tag == Tag.PixelData || vr == VR.OB || vr == VR.OW) {
            level.dataSet.put(Element.of(tag, vr, fragments(level)));
        } else if (vr == VR.UN) {
            openSequence(level, vr, Encoding.IMPLICIT_LITTLE_ENDIAN, level.end, true);
        } else {
            throw failure("undefined length, which VR " + vr + " cannot have");
        }
    }

    private void openSequence(Level level, VR vr, Encoding encoding, long end, boolean delimited) {
        if (open.size() / 2 >= options.maxDepth()) {
            throw failure("sequences nested deeper than " + options.maxDepth());
        }
        open.push(new Level(encoding, end, delimited, level.dataSet, tag, vr, level.characterSet));
    }

    private Value fragments(Level level) throws IOException {
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
            if (fragments.size() >= options.maxItems()) {
                throw failure("more than " + options.maxItems() + " fragments");
            }
            count();
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

    /** Where something of this length ends, if that is within what holds it. */
    private long end(Level level, long length) {
        long left = level.end - in.position();
        if (length > left) {
            throw failure("a length of " + length + " where only " + left + " bytes are left");
        }
        return in.position() + length;
    }

    private void require(Level level, int header) throws IOException {
        if (level.end - in.position() < header || !in.has(header)) {
            throw failure("the input ends inside the header of an element");
        }
    }

    private void count() {
        if (++elements > options.maxElements()) {
            throw failure("more than " + options.maxElements() + " elements");
        }
    }

    /** The VR that the dictionary gives; where it leaves a choice, PS3.5 A.1 and the pixel representation decide. */
    private VR implicitVr(Level level) {
        List<VR> vrs =
                Dictionary.standard().lookup(tag).map(Dictionary.Entry::vrs).orElse(List.of());
        if (vrs.size() == 1) {
            return vrs.get(0);
        }
        if (vrs.contains(VR.OW)) {
            return VR.OW;
        }
        if (vrs.contains(VR.SS)) {
            return isSigned(level) ? VR.SS : VR.US;
        }
        return Tag.isPrivateCreator(tag) ? VR.LO : VR.UN;
    }

    private boolean isSigned(Level level) {
        return open.stream()
                .flatMap(outer -> outer.dataSet.integer(Tag.PixelRepresentation).stream())
                .findFirst()
                .filter(representation -> representation == 1)
                .isPresent();
    }

    private DicomFormatException failure(String problem) {
        return new DicomFormatException(problem, offset, tag);
    }
}
