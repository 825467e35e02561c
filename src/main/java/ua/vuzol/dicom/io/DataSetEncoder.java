package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;
import java.util.function.UnaryOperator;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;

/** Writes one data set (PS3.5 7). Referenced values pass through a small buffer. */
final class DataSetEncoder implements DataSetWalk.Visitor {

    private static final long UNDEFINED = 0xFFFF_FFFFL;

    private final OutputStream out;
    private final BulkCopy bulk;
    private final UnaryOperator<Element> replaced;
    private final PrimitiveIterator.OfLong lengths;
    /** The data set and the items that are being written. */
    private final Deque<DataSet> open = new ArrayDeque<>();

    private DataSetEncoder(
            DataSet dataSet,
            OutputStream out,
            BulkCopy bulk,
            UnaryOperator<Element> replaced,
            PrimitiveIterator.OfLong lengths) {
        this.out = out;
        this.bulk = bulk;
        this.replaced = replaced;
        this.lengths = lengths;
        open.push(dataSet);
    }

    static void encode(DataSet dataSet, Encoding encoding, OutputStream out) throws IOException {
        encode(dataSet, encoding, UnaryOperator.identity(), out);
    }

    /** @param replaced what to write in place of an element: one of the same length */
    static void encode(DataSet dataSet, Encoding encoding, UnaryOperator<Element> replaced, OutputStream out)
            throws IOException {
        PrimitiveIterator.OfLong lengths = Lengths.of(dataSet, encoding);
        lengths.nextLong(); // of the whole data set, which is written nowhere
        try (BulkCopy bulk = new BulkCopy()) {
            DataSetWalk.of(dataSet, encoding, new DataSetEncoder(dataSet, out, bulk, replaced, lengths));
        }
    }

    @Override
    public void element(Element original, Encoding encoding) throws IOException {
        Element element = replaced.apply(original);
        String vr = Lengths.vrCode(element);
        if (element.value() instanceof Value.Fragments fragments) {
            header(element.tag(), vr, UNDEFINED, encoding);
            for (BulkData fragment : fragments.fragments()) {
                item(Tag.Item, fragment.length(), encoding);
                bulk.copy(fragment, out);
            }
            item(Tag.SequenceDelimitationItem, 0, encoding);
            return;
        }
        header(element.tag(), vr, element.value().length(), encoding);
        int unit = encoding.bigEndian() ? element.vr().unitSize() : 1;
        if (Lengths.isMeasured(element) && measured(element.tag(), lengths.nextLong(), encoding)) {
            return;
        }
        if (element.value() instanceof Value.Bulk value) {
            bulk.copy(ByteSwap.swap(value.data(), unit), out);
        } else if (element.value() instanceof Value.Bytes value) {
            out.write(unit == 1 ? value.bytes() : ByteSwap.swap(value.bytes().clone(), unit));
        }
    }

    /** Writes the length of a group, unless it is to stay the wrong one that was read. */
    private boolean measured(int tag, long length, Encoding encoding) throws IOException {
        OptionalLong misstated = open.element().misstatedGroup(tag);
        if (misstated.isPresent() && misstated.getAsLong() == length) {
            return false;
        }
        out.write(number(4, encoding).putInt((int) fitting(tag, length)).array());
        return true;
    }

    @Override
    public void openSequence(Element sequence, Value.Items items, Encoding encoding) throws IOException {
        long length = fitting(sequence.tag(), lengths.nextLong());
        header(sequence.tag(), sequence.vrCode(), items.delimited() ? UNDEFINED : length, encoding);
    }

    @Override
    public void openItem(DataSet item, Encoding encoding) throws IOException {
        open.push(item);
        long length = fitting(Tag.Item, lengths.nextLong());
        item(Tag.Item, item.isDelimited() ? UNDEFINED : length, encoding);
    }

    @Override
    public void closeItem(DataSet item, Encoding encoding) throws IOException {
        open.pop();
        if (item.isDelimited()) {
            item(Tag.ItemDelimitationItem, 0, encoding);
        }
    }

    @Override
    public void closeSequence(Value.Items items, Encoding encoding) throws IOException {
        if (items.delimited()) {
            item(Tag.SequenceDelimitationItem, 0, encoding);
        }
    }

    private void header(int tag, String vr, long length, Encoding encoding) throws IOException {
        ByteBuffer header = tag(Lengths.header(vr, encoding), tag, encoding);
        if (encoding.explicit()) {
            header.put((byte) vr.charAt(0)).put((byte) vr.charAt(1));
            if (Element.isLongForm(vr)) {
                header.putShort((short) 0).putInt((int) length);
            } else {
                header.putShort((short) length);
            }
        } else {
            header.putInt((int) length);
        }
        out.write(header.array());
    }

    private void item(int tag, long length, Encoding encoding) throws IOException {
        out.write(tag(8, tag, encoding).putInt((int) length).array());
    }

    private static ByteBuffer tag(int size, int tag, Encoding encoding) {
        return number(size, encoding).putShort((short) Tag.group(tag)).putShort((short) Tag.element(tag));
    }

    private static ByteBuffer number(int size, Encoding encoding) {
        return ByteBuffer.allocate(size).order(encoding.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    private static long fitting(int tag, long length) {
        if (length >= UNDEFINED) {
            throw new DicomValueException(tag, "more than 4 GiB inside a defined length; write it delimited");
        }
        return length;
    }
}
