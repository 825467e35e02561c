package ua.vuzol.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * The offsets in a DICOMDIR (PS3.3 F.3.2): they count from the start of the file, so that any other length before a record
 * makes them wrong. What they mean is told by where records were read; this turns them into where records are written.
 */
final class DirectoryOffsets {

    private static final int MRDR_DIRECTORY_RECORD_OFFSET = 0x00041504;

    private static final Set<Integer> OFFSETS = Set.of(
            Tag.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity,
            Tag.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity,
            Tag.OffsetOfTheNextDirectoryRecord,
            Tag.OffsetOfReferencedLowerLevelDirectoryEntity,
            MRDR_DIRECTORY_RECORD_OFFSET);

    private DirectoryOffsets() {}

    /**
     * What to write in place of an element: an offset as it is in the file that begins {@code dataSetOffset} bytes before the
     * data set, 0 (no record) for one that led to no record; any other element as it is.
     */
    static UnaryOperator<Element> of(DataSet dataSet, Encoding encoding, long dataSetOffset) throws IOException {
        List<DataSet> records = dataSet.items(Tag.DirectoryRecordSequence);
        if (records.stream().allMatch(record -> record.offset().isEmpty())) {
            return UnaryOperator.identity();
        }
        DataSet before = new DataSet();
        for (Element element : dataSet) {
            if (Integer.compareUnsigned(element.tag(), Tag.DirectoryRecordSequence) < 0) {
                before.put(element);
            }
        }
        long position =
                dataSetOffset + Lengths.of(before, encoding).nextLong() + Lengths.header(VR.SQ.name(), encoding);
        Map<Long, Long> written = new HashMap<>();
        for (DataSet record : records) {
            if (record.offset().isPresent()) {
                written.put(record.offset().getAsLong(), position);
            }
            position += 8 + Lengths.of(record, encoding).nextLong() + (record.isDelimited() ? 8 : 0);
        }
        return element -> isOffset(element) ? relocated(element, written) : element;
    }

    private static boolean isOffset(Element element) {
        return OFFSETS.contains(element.tag())
                && element.vr() == VR.UL
                && element.value().length() == 4;
    }

    private static Element relocated(Element element, Map<Long, Long> written) {
        long read = Integer.toUnsignedLong(
                ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN).getInt());
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt((int) written.getOrDefault(read, 0L).longValue());
        return Element.of(element.tag(), VR.UL, new Value.Bytes(bytes.array()));
    }
}
