package ua.vuzol.dicom.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import ua.vuzol.dicom.data.BulkData;

/** Turns numbers round between big endian encoding and the little endian form that values have here (PS3.5 7.3). */
final class ByteSwap {

    private ByteSwap() {}

    /** In place; what is left over at the end of an odd length stays. */
    static byte[] swap(byte[] bytes, int unit) {
        swap(bytes, bytes.length, unit);
        return bytes;
    }

    private static void swap(byte[] bytes, int length, int unit) {
        for (int at = 0; at + unit <= length; at += unit) {
            for (int low = at, high = at + unit - 1; low < high; low++, high--) {
                byte b = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = b;
            }
        }
    }

    static BulkData swap(BulkData data, int unit) {
        return unit == 1 ? data : BulkData.of(data.length(), () -> new Stream(data.open(), unit));
    }

    private static final class Stream extends FilterInputStream {
        private final int unit;
        private final byte[] block;
        private int at;
        private int end;

        Stream(InputStream in, int unit) {
            super(in);
            this.unit = unit;
            this.block = new byte[1024 * unit];
        }

        @Override
        public int read() throws IOException {
            if (at == end && !fill()) {
                return -1;
            }
            return block[at++] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == end && !fill()) {
                return -1;
            }
            int count = Math.min(length, end - at);
            System.arraycopy(block, at, bytes, from, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            at = 0;
            end = in.readNBytes(block, 0, block.length);
            swap(block, end, unit);
            return end > 0;
        }

        @Override
        public long skip(long count) throws IOException {
            return count <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(count, block.length)]));
        }

        @Override
        public int available() {
            return end - at;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
