package ua.vuzol.dicom.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import ua.vuzol.dicom.data.BulkData;

/** Fragments one behind the other, to a length that may leave out what pads the last one; opened one at a time. */
final class FragmentStream extends InputStream {

    private final Iterator<BulkData> rest;
    private InputStream current = InputStream.nullInputStream();
    private long left;

    FragmentStream(List<BulkData> fragments, long length) {
        this.rest = fragments.iterator();
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int count = current.read(bytes, from, wanted);
        while (count < 0 && rest.hasNext()) {
            current.close();
            current = rest.next().open();
            count = current.read(bytes, from, wanted);
        }
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
