package ua.vuzol.dicom.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import ua.vuzol.dicom.data.BulkData;

/**
 * Copies referenced values. A file stays open from one value to the next and is read in blocks, so that a hundred thousand
 * small fragments of it cost neither as many openings nor as many readings.
 */
final class BulkCopy implements Closeable {

    private static final int BLOCK_BYTES = 64 * 1024;

    private record Opened(Path path, FileChannel channel) {}

    private Optional<Opened> opened = Optional.empty();
    /** A part of the opened file; empty for as long as nothing was opened. */
    private ByteBuffer block = ByteBuffer.allocate(0);

    private long blockOffset;

    void copy(BulkData data, OutputStream out) throws IOException {
        if (data instanceof BulkData.FileRange range) {
            copy(range, out);
        } else {
            data.writeTo(out);
        }
    }

    private void copy(BulkData.FileRange range, OutputStream out) throws IOException {
        long at = range.offset();
        long end = at + range.length();
        while (at < end) {
            if (!isInBlock(range.path(), at)) {
                readBlock(range, at);
            }
            int from = (int) (at - blockOffset);
            int count = (int) Math.min(end - at, block.limit() - from);
            out.write(block.array(), from, count);
            at += count;
        }
    }

    private boolean isInBlock(Path path, long offset) {
        return opened.isPresent()
                && opened.get().path.equals(path)
                && offset >= blockOffset
                && offset < blockOffset + block.limit();
    }

    private void readBlock(BulkData.FileRange range, long offset) throws IOException {
        FileChannel channel = channel(range.path());
        block.clear();
        blockOffset = offset;
        int count = channel.read(block, offset);
        block.flip();
        if (count < 0) {
            long left = range.offset() + range.length() - offset;
            throw new EOFException("Bulk data ends " + left + " bytes before its length of " + range.length());
        }
    }

    private FileChannel channel(Path path) throws IOException {
        if (opened.isPresent() && opened.get().path.equals(path)) {
            return opened.get().channel;
        }
        close();
        FileChannel channel = FileChannel.open(path);
        opened = Optional.of(new Opened(path, channel));
        block = ByteBuffer.allocate(BLOCK_BYTES);
        return channel;
    }

    @Override
    public void close() throws IOException {
        if (opened.isPresent()) {
            opened.get().channel.close();
            opened = Optional.empty();
        }
    }
}
