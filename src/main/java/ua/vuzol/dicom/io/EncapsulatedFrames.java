package ua.vuzol.dicom.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/**
 * The frames of encapsulated pixel data (PS3.5 A.4). Which fragments are a frame is told, by what of this comes first and fits:
 * the Extended Offset Table (PS3.3 C.7.6.3.1.8), the Basic Offset Table, there being one frame, there being as many fragments
 * as frames, and where a codestream begins. Video, which is one stream of all frames, has none here.
 */
public final class EncapsulatedFrames {

    private static final long MAX_OFFSET = 0xFFFF_FFFFL;
    private static final long MAX_FRAGMENT_BYTES = 0xFFFF_FFFEL;

    private final List<BulkData> fragments;
    private final FrameStarts starts;

    private EncapsulatedFrames(List<BulkData> fragments, FrameStarts starts) {
        this.fragments = fragments;
        this.starts = starts;
    }

    /**
     * Finds the frames of the Pixel Data of an image.
     *
     * @throws DicomValueException if there is no encapsulated pixel data, or nothing tells which fragments are a frame
     */
    public static EncapsulatedFrames of(DataSet image) throws IOException {
        List<BulkData> all = image.get(Tag.PixelData)
                .map(Element::value)
                .filter(Value.Fragments.class::isInstance)
                .map(value -> ((Value.Fragments) value).fragments())
                .filter(fragments -> !fragments.isEmpty())
                .orElseThrow(
                        () -> new DicomValueException(Tag.PixelData, "it is not encapsulated, so it has no fragments"));
        List<BulkData> fragments = all.subList(1, all.size());
        return new EncapsulatedFrames(fragments, FrameStarts.find(image, all.get(0), fragments));
    }

    /** How many frames there are, as the pixel data has it and not as Number of Frames says. */
    public int count() {
        return starts.count();
    }

    /**
     * One frame: its codestream, perhaps with a byte of padding behind it where no table has its length.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public BulkData frame(int index) {
        List<BulkData> parts = fragments.subList(starts.first(index), starts.first(index + 1));
        long length = starts.length(index).orElseGet(() -> lengthOf(parts));
        if (parts.size() > 1) {
            List<BulkData> kept = List.copyOf(parts);
            return BulkData.of(length, () -> new FragmentStream(kept, length));
        }
        BulkData part = parts.get(0);
        if (part.length() == length) {
            return part;
        }
        return part instanceof BulkData.FileRange range
                ? BulkData.ofFile(range.path(), range.offset(), length)
                : BulkData.of(length, () -> new FragmentStream(List.of(part), length));
    }

    static long lengthOf(List<BulkData> fragments) {
        return fragments.stream().mapToLong(BulkData::length).sum();
    }

    /**
     * Puts frames as encapsulated pixel data, a fragment each, behind a filled Basic Offset Table or, where 32 bits do not
     * hold the offsets, an empty one with the Extended Offset Table and its lengths. Number of Frames is left to the caller.
     *
     * @throws DicomValueException if a frame has more than 2^32 - 2 bytes, the most that a fragment can have
     */
    public static void put(DataSet image, List<BulkData> frames) {
        long[] offsets = new long[frames.size()];
        long offset = 0;
        for (int i = 0; i < offsets.length; i++) {
            long length = frames.get(i).length();
            if (length > MAX_FRAGMENT_BYTES) {
                throw new DicomValueException(
                        Tag.PixelData, "a frame of " + length + " bytes, more than a fragment can have");
            }
            offsets[i] = offset;
            offset += FrameStarts.ITEM_HEADER_BYTES + length + length % 2;
        }
        image.remove(Tag.ExtendedOffsetTable).remove(Tag.ExtendedOffsetTableLengths);
        boolean basic = offsets.length == 0 || offsets[offsets.length - 1] <= MAX_OFFSET;
        if (!basic) {
            image.putBytes(Tag.ExtendedOffsetTable, VR.OV, numbers(offsets));
            image.putBytes(
                    Tag.ExtendedOffsetTableLengths,
                    VR.OV,
                    numbers(frames.stream().mapToLong(BulkData::length).toArray()));
        }
        image.putFragments(Tag.PixelData, frames);
        if (basic && image.get(Tag.PixelData).orElseThrow().value() instanceof Value.Fragments put) {
            List<BulkData> fragments = new ArrayList<>(put.fragments());
            fragments.set(0, BulkData.of(shortNumbers(offsets)));
            image.put(Element.of(Tag.PixelData, VR.OB, new Value.Fragments(fragments)));
        }
    }

    private static byte[] numbers(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers);
        return bytes.array();
    }

    private static byte[] shortNumbers(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        IntStream.range(0, numbers.length).forEach(i -> bytes.putInt((int) numbers[i]));
        return bytes.array();
    }
}
