package ua.vuzol.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.Value;

/** Whether each group length (PS3.5 7.2) says how long its group is. */
final class GroupLengthCheck implements DataSetWalk.Visitor {

    /** A sequence and how many of its items have begun. */
    private static final class Sequence {
        final TagPath path;
        int items;

        Sequence(TagPath path) {
            this.path = path;
        }
    }

    private final Findings findings;
    private final Iterator<Long> lengths;
    private final Deque<Sequence> open = new ArrayDeque<>();

    private GroupLengthCheck(Findings findings, Iterator<Long> lengths) {
        this.findings = findings;
        this.lengths = lengths;
    }

    static void check(DataSet dataSet, Encoding encoding, Findings findings) throws IOException {
        Iterator<Long> lengths = Lengths.of(dataSet, encoding);
        lengths.next(); // of the whole data set
        DataSetWalk.of(dataSet, encoding, new GroupLengthCheck(findings, lengths));
    }

    @Override
    public void element(Element element, Encoding encoding) {
        if (!Lengths.isMeasured(element)) {
            return;
        }
        long real = lengths.next();
        long said =
                ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFF_FFFFL;
        if (said != real) {
            findings.error(path(element.tag()), "a group length of " + said + ", but the group has " + real + " bytes");
        }
    }

    @Override
    public void openSequence(Element sequence, Value.Items items, Encoding encoding) {
        lengths.next();
        open.push(new Sequence(path(sequence.tag())));
    }

    @Override
    public void openItem(DataSet item, Encoding encoding) {
        lengths.next();
        open.element().items++;
    }

    @Override
    public void closeItem(DataSet item, Encoding encoding) {
        // an item tells its number by those that have begun
    }

    @Override
    public void closeSequence(Value.Items items, Encoding encoding) {
        open.pop();
    }

    private TagPath path(int tag) {
        return TagPath.of(Optional.ofNullable(open.peek()).map(sequence -> sequence.path.item(sequence.items)), tag);
    }
}
