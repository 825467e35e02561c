package ua.vuzol.dicom.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** What the parser has open: the data set or one of its items, or else a sequence, up to its end or, if delimited, its delimiter. */
abstract sealed class ParseLevel {
    final Encoding encoding;
    final long end;
    final boolean delimited;

    private ParseLevel(Encoding encoding, long end, boolean delimited) {
        this.encoding = encoding;
        this.end = end;
        this.delimited = delimited;
    }

    static final class Sequence extends ParseLevel {
        final int tag;
        final VR vr;
        final Elements outer;
        final List<DataSet> items = new ArrayList<>();

        Sequence(Encoding encoding, long end, boolean delimited, int tag, VR vr, Elements outer) {
            super(encoding, end, delimited);
            this.tag = tag;
            this.vr = vr;
            this.outer = outer;
        }
    }

    static final class Elements extends ParseLevel {
        private final DataSet inOrder = new DataSet();
        /** Those that came behind a greater tag; kept apart, since putting each where it belongs would be slow with many. */
        private NavigableMap<Integer, Element> late = Collections.emptyNavigableMap();

        /** Where it begins, as an item with its header. */
        final long start;

        private int lastTag;
        SpecificCharacterSet characterSet;
        /** Of (0028,0103), -1 for as long as there is none. */
        int pixelRepresentation = -1;

        /** The group length of the group being read, 0 if it has none; nor has a command, whose length has to be right. */
        private int groupLengthTag;

        private long groupLength;
        private long groupStart;

        Elements(Encoding encoding, long start, long end, boolean delimited, SpecificCharacterSet characterSet) {
            super(encoding, end, delimited);
            this.start = start;
            this.characterSet = characterSet;
        }

        /** Whether a greater tag, or the same, was there before. */
        boolean isLate(Element element) {
            return !isBehindAll(element.tag());
        }

        private boolean isBehindAll(int tag) {
            return Integer.compareUnsigned(tag, lastTag) > 0 || inOrder.isEmpty();
        }

        boolean holds(int tag) {
            return !isBehindAll(tag) && (inOrder.contains(tag) || late.containsKey(tag));
        }

        /** Takes the element, or says that one of the same tag and another value is there. The same once more is once. */
        boolean add(Element element) {
            int tag = element.tag();
            if (isBehindAll(tag)) {
                inOrder.put(element);
                lastTag = tag;
                return true;
            }
            inOrder.outOfOrder();
            if (late.isEmpty()) {
                late = new TreeMap<>(Integer::compareUnsigned);
            }
            Element before = inOrder.get(tag).orElseGet(() -> late.putIfAbsent(tag, element));
            return before == null
                    || before.vrCode().equals(element.vrCode())
                            && before.value() instanceof Value.Bytes one
                            && element.value() instanceof Value.Bytes other
                            && Arrays.equals(one.bytes(), other.bytes());
        }

        /** Told of each tag and of where its element begins: compares the length of the group that ends there with what it said. */
        void begin(int tag, long offset) {
            if (groupLengthTag != 0 && Tag.group(tag) != Tag.group(groupLengthTag)) {
                endGroup(offset);
            }
        }

        /** Told of a group length and of where the first element behind it begins. */
        void beginGroup(int tag, long length, long offset) {
            groupLengthTag = tag;
            groupLength = length;
            groupStart = offset;
        }

        private void endGroup(long offset) {
            long real = offset - groupStart;
            if (real != groupLength) {
                inOrder.misstatedGroup(groupLengthTag, real);
            }
            groupLengthTag = 0;
        }

        /** All of them, once the last has come and ended here. */
        DataSet dataSet(long offset) {
            if (groupLengthTag != 0) {
                endGroup(offset);
            }
            if (late.isEmpty()) {
                return inOrder;
            }
            boolean lateCharacterSet = late.containsKey(Tag.SpecificCharacterSet);
            DataSet all = new DataSet().outOfOrder();
            for (Element element : inOrder) {
                NavigableMap<Integer, Element> smaller = late.headMap(element.tag(), false);
                smaller.values().forEach(all::put);
                smaller.clear();
                all.put(element);
            }
            late.values().forEach(all::put);
            return lateCharacterSet ? inCharacterSet(all) : all;
        }

        /** It holds for what stands before it too. */
        private static DataSet inCharacterSet(DataSet dataSet) {
            SpecificCharacterSet characterSet = dataSet.characterSet();
            dataSet.stream()
                    .filter(Element::isCharsetAffected)
                    .map(element -> Element.of(element.tag(), element.vr(), element.value(), characterSet))
                    .toList()
                    .forEach(dataSet::put);
            return dataSet;
        }
    }
}
