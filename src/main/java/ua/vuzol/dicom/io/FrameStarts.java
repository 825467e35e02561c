package ua.vuzol.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.BulkData;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;

/** With which fragment each frame begins. */
final class FrameStarts {

    static final int ITEM_HEADER_BYTES = 8;

    /** JPEG and JPEG-LS (SOI and the marker behind it), JPEG 2000 and HTJ2K (SOC, SIZ), JPEG XL, and the last two in boxes. */
    private static final List<byte[]> CODESTREAMS = Stream.of(
                    "FFD8FF", "FF4FFF51", "FF0A", "0000000C6A502020", "0000000C4A584C20")
            .map(HexFormat.of()::parseHex)
            .toList();

    private static final int LONGEST_MARK = 8;

    /** The first fragment of each frame, and behind them the number of fragments. */
    private final int[] starts;

    private final long[] lengths;

    private FrameStarts(int[] starts, long[] lengths) {
        this.starts = starts;
        this.lengths = lengths;
    }

    int count() {
        return starts.length - 1;
    }

    int first(int frame) {
        return starts[frame];
    }

    /** In bytes, where a table has it. */
    OptionalLong length(int frame) {
        return frame < lengths.length ? OptionalLong.of(lengths[frame]) : OptionalLong.empty();
    }

    static FrameStarts find(DataSet image, BulkData basicOffsetTable, List<BulkData> fragments) throws IOException {
        Optional<FrameStarts> extended = extended(image, fragments);
        if (extended.isPresent()) {
            return extended.get();
        }
        Optional<int[]> basic = basic(basicOffsetTable, fragments);
        if (basic.isPresent()) {
            return new FrameStarts(basic.get(), new long[0]);
        }
        int frames = Math.max(1, image.integer(Tag.NumberOfFrames).orElse(1));
        if (frames == 1 && !fragments.isEmpty()) {
            return new FrameStarts(new int[] {0, fragments.size()}, new long[0]);
        }
        int[] starts =
                frames == fragments.size() ? IntStream.rangeClosed(0, frames).toArray() : scan(fragments);
        if (starts.length - 1 != frames) {
            throw new DicomValueException(
                    Tag.PixelData,
                    frames + " frames in " + fragments.size() + " fragments, and nothing tells which are a frame");
        }
        return new FrameStarts(starts, new long[0]);
    }

    private static Optional<FrameStarts> extended(DataSet image, List<BulkData> fragments) {
        ByteBuffer offsets = table(image, Tag.ExtendedOffsetTable);
        int frames = offsets.remaining() / 8;
        return starts(fragments, frames, i -> offsets.getLong(8 * i), -1L).map(starts -> {
            long[] lengths = new long[frames];
            ByteBuffer table = table(image, Tag.ExtendedOffsetTableLengths);
            if (table.remaining() != 8 * frames) {
                return new FrameStarts(starts, new long[0]);
            }
            table.asLongBuffer().get(lengths);
            boolean fit = IntStream.range(0, frames)
                    .allMatch(i -> lengths[i] > 0
                            && lengths[i] <= EncapsulatedFrames.lengthOf(fragments.subList(starts[i], starts[i + 1])));
            return new FrameStarts(starts, fit ? lengths : new long[0]);
        });
    }

    private static ByteBuffer table(DataSet image, int tag) {
        byte[] bytes = image.get(tag).map(Element::bytes).orElse(new byte[0]);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Optional<int[]> basic(BulkData table, List<BulkData> fragments) throws IOException {
        if (table.length() > 4L * fragments.size()) {
            return Optional.empty();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) table.length());
        table.writeTo(bytes);
        ByteBuffer offsets = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return starts(fragments, offsets.remaining() / 4, i -> offsets.getInt(4 * i), 0xFFFF_FFFFL);
    }

    /**
     * What a table of offsets says, if it begins with the first fragment and each offset is that of a fragment behind the one
     * before. Of offsets beyond 32 bits a table of fewer bits has the lower ones.
     */
    private static Optional<int[]> starts(List<BulkData> fragments, int frames, IntToLongFunction offsets, long mask) {
        int[] starts = new int[frames + 1];
        long position = 0;
        int found = 0;
        for (int i = 0; i < fragments.size() && found < frames; i++) {
            if (((position ^ offsets.applyAsLong(found)) & mask) == 0) {
                starts[found++] = i;
            }
            position += ITEM_HEADER_BYTES + fragments.get(i).length();
        }
        starts[frames] = fragments.size();
        return frames > 0 && found == frames && starts[0] == 0 ? Optional.of(starts) : Optional.empty();
    }

    private static int[] scan(List<BulkData> fragments) throws IOException {
        int[] starts = new int[fragments.size() + 1];
        int found = 0;
        for (int i = 0; i < fragments.size(); i++) {
            if (i == 0 || beginsCodestream(fragments.get(i))) {
                starts[found++] = i;
            }
        }
        starts[found++] = fragments.size();
        return Arrays.copyOf(starts, found);
    }

    private static boolean beginsCodestream(BulkData fragment) throws IOException {
        byte[] start;
        try (InputStream in = fragment.open()) {
            start = in.readNBytes(LONGEST_MARK);
        }
        return CODESTREAMS.stream()
                .anyMatch(mark ->
                        start.length >= mark.length && Arrays.equals(start, 0, mark.length, mark, 0, mark.length));
    }
}
