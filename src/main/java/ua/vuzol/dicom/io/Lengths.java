package ua.vuzol.dicom.io;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.PrimitiveIterator;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * The lengths that stand before what they measure: of sequences, items and groups, in the order in which they are written.
 * They are what they really are, so that a group length (PS3.5 7.2) or an item's length is right after an edit too.
 */
final class Lengths implements DataSetWalk.Visitor {

    /** A sequence, an item or the root: where its length goes, and the group being measured inside it. */
    private static final class Open {
        final int slot;
        long bytes;
        int group = -1;
        int groupSlot;
        long groupStart;

        Open(int slot) {
            this.slot = slot;
        }
    }

    private long[] lengths = new long[16];
    private int slots;
    private final Deque<Open> open = new ArrayDeque<>();

    private Lengths() {}

    static PrimitiveIterator.OfLong of(DataSet dataSet, Encoding encoding) throws IOException {
        Lengths lengths = new Lengths();
        Open root = new Open(lengths.slot());
        lengths.open.push(root);
        DataSetWalk.of(dataSet, encoding, lengths);
        lengths.endGroup(root);
        lengths.lengths[root.slot] = root.bytes;
        return Arrays.stream(lengths.lengths, 0, lengths.slots).iterator();
    }

    /** Whether this is a group length that the writer works out: one in the regular form. */
    static boolean isMeasured(Element element) {
        return Tag.isGroupLength(element.tag())
                && element.vr() == VR.UL
                && element.value().length() == 4;
    }

    /** Bytes of tag, VR and length. */
    static int header(String vrCode, Encoding encoding) {
        return encoding.explicit() && Element.isLongForm(vrCode) ? 12 : 8;
    }

    /** The VR to write: a value too long for a 16-bit length goes out as UN (PS3.5 6.2.2 note 6). */
    static String vrCode(Element element) {
        boolean tooLong =
                !Element.isLongForm(element.vrCode()) && element.value().length() > 0xFFFF;
        return tooLong ? VR.UN.name() : element.vrCode();
    }

    @Override
    public void element(Element element, Encoding encoding) {
        Open in = open.peek();
        enter(in, element.tag());
        in.bytes += header(vrCode(element), encoding) + valueLength(element);
        if (isMeasured(element)) {
            in.group = Tag.group(element.tag());
            in.groupSlot = slot();
            in.groupStart = in.bytes;
        }
    }

    @Override
    public void openSequence(Element sequence, Value.Items items, Encoding encoding) {
        enter(open.peek(), sequence.tag());
        open.peek().bytes += header(sequence.vrCode(), encoding);
        open.push(new Open(slot()));
    }

    @Override
    public void openItem(DataSet item, Encoding encoding) {
        open.peek().bytes += 8;
        open.push(new Open(slot()));
    }

    @Override
    public void closeItem(DataSet item, Encoding encoding) {
        endGroup(open.peek());
        close(item.isDelimited());
    }

    @Override
    public void closeSequence(Value.Items items, Encoding encoding) {
        close(items.delimited());
    }

    private void close(boolean delimited) {
        Open closed = open.pop();
        lengths[closed.slot] = closed.bytes;
        open.peek().bytes += closed.bytes + (delimited ? 8 : 0);
    }

    private void enter(Open in, int tag) {
        if (Tag.group(tag) != in.group) {
            endGroup(in);
        }
    }

    private void endGroup(Open in) {
        if (in.group >= 0) {
            lengths[in.groupSlot] = in.bytes - in.groupStart;
            in.group = -1;
        }
    }

    private int slot() {
        if (slots == lengths.length) {
            lengths = Arrays.copyOf(lengths, slots * 2);
        }
        return slots++;
    }

    private static long valueLength(Element element) {
        if (element.value() instanceof Value.Fragments fragments) {
            return fragments.fragments().stream()
                            .mapToLong(fragment -> fragment.length() + 8)
                            .sum()
                    + 8;
        }
        long length = element.value().length();
        if (length >= 0xFFFF_FFFFL) {
            throw new DicomValueException(element.tag(), "more than 4 GiB, the most that an element can hold");
        }
        return length;
    }
}
