package ua.vuzol.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes of known length that can be read again and again without being in the heap; little endian like all values here. */
public abstract sealed class BulkData {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final long length;

    private BulkData(long length) {
        if (length < 0) {
            throw new IllegalArgumentException("Length " + length + " is negative");
        }
        this.length = length;
    }

    /** Opens a stream of the bytes from the first one. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public static BulkData of(byte[] bytes) {
        return new InMemory(bytes);
    }

    public static BulkData ofFile(Path path, long offset, long length) {
        return new FileRange(path, offset, length);
    }

    /** @param source must give exactly {@code length} bytes each time it is opened */
    public static BulkData of(long length, Source source) {
        return new Supplied(length, source);
    }

    /** In bytes. */
    public final long length() {
        return length;
    }

    /** A new stream that ends after {@link #length()} bytes, or before if the source is shorter than it was. */
    public abstract InputStream open() throws IOException;

    /**
     * Copies all bytes through a small buffer.
     *
     * @throws EOFException if the source has become shorter than {@link #length()}
     */
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = open()) {
            byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(1, length))];
            long left = length;
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new EOFException("Bulk data ends " + left + " bytes before its length of " + length);
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
    }

    /** These bytes, with one more behind them if their length is odd (PS3.5 7.1.1). */
    BulkData padded(byte padding) {
        if (length % 2 == 0) {
            return this;
        }
        return of(length + 1, () -> new SequenceInputStream(open(), new ByteArrayInputStream(new byte[] {padding})));
    }

    /** Bytes held in memory, for what is small. The array is not copied. */
    public static final class InMemory extends BulkData {
        private final byte[] bytes;

        private InMemory(byte[] bytes) {
            super(bytes.length);
            this.bytes = bytes;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** A part of a file, which must stay as it is for as long as this reference is used. */
    public static final class FileRange extends BulkData {
        private final Path path;
        private final long offset;

        private FileRange(Path path, long offset, long length) {
            super(length);
            this.path = path;
            this.offset = offset;
        }

        public Path path() {
            return path;
        }

        public long offset() {
            return offset;
        }

        @Override
        public InputStream open() throws IOException {
            SeekableByteChannel channel = Files.newByteChannel(path);
            try {
                channel.position(offset);
                return new LimitedInputStream(Channels.newInputStream(channel), length());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Bytes made when asked for, such as converted pixels. */
    public static final class Supplied extends BulkData {
        private final Source source;

        private Supplied(long length, Source source) {
            super(length);
            this.source = source;
        }

        @Override
        public InputStream open() throws IOException {
            return source.open();
        }
    }
}
