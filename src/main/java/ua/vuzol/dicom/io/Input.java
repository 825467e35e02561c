package ua.vuzol.dicom.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import ua.vuzol.dicom.data.BulkData;

/** The bytes being parsed: knows where it is, how far it can go and whether what it passes can be found again in a file. */
final class Input implements Closeable {

    private static final int BUFFER_BYTES = 8192;
    /** How much is read behind bytes that were passed by: enough for the header that follows, as more may be passed by too. */
    private static final int SHORT_READ_BYTES = 512;

    private record Source(Path path, FileChannel channel) {}

    private final InputStream in;
    private final Optional<Source> file;
    private final long size;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long bufferOffset;
    private int nextRead = BUFFER_BYTES;

    private Input(InputStream in, Optional<Source> file, long offset, long size) {
        this.in = in;
        this.file = file;
        this.bufferOffset = offset;
        this.size = size;
    }

    static Input of(Path path) throws IOException {
        return of(path, 0, Long.MAX_VALUE);
    }

    /** A part of a file; offsets are those in the file. */
    static Input of(BulkData.FileRange range) throws IOException {
        return of(range.path(), range.offset(), range.length());
    }

    private static Input of(Path path, long offset, long length) throws IOException {
        FileChannel channel = FileChannel.open(path);
        try {
            channel.position(offset);
            long end = length > channel.size() - offset ? channel.size() : offset + length;
            return new Input(Channels.newInputStream(channel), Optional.of(new Source(path, channel)), offset, end);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static Input of(InputStream stream) {
        return new Input(stream, Optional.empty(), 0, Long.MAX_VALUE);
    }

    /** The rest as a stream, without what has been read already. */
    InputStream rest() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return has(1) ? buffer[at++] & 0xFF : -1;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (!has(1)) {
                    return -1;
                }
                int count = Math.min(length, end - at);
                System.arraycopy(buffer, at, bytes, from, count);
                at += count;
                return count;
            }
        };
    }

    long position() {
        return bufferOffset + at;
    }

    /** Where the input ends, {@link Long#MAX_VALUE} if only reading can tell. */
    long size() {
        return size;
    }

    boolean isFile() {
        return file.isPresent();
    }

    /** Whether this many bytes (at most 8192) follow; they are then in the buffer. */
    boolean has(int count) throws IOException {
        if (end - at >= count) {
            return true;
        }
        System.arraycopy(buffer, at, buffer, 0, end - at);
        bufferOffset += at;
        end -= at;
        at = 0;
        while (end < count) {
            int more = in.read(buffer, end, room(count));
            if (more <= 0) {
                return false;
            }
            end += more;
        }
        return true;
    }

    private int room(int wanted) {
        int wish = Math.max(wanted - end, nextRead);
        nextRead = BUFFER_BYTES;
        long left = Math.max(0, size - bufferOffset - end);
        return (int) Math.min(Math.min(wish, buffer.length - end), left);
    }

    /** How many bytes are in the buffer now. */
    int buffered() {
        return end - at;
    }

    /** A byte ahead, as 0 to 255; {@link #has} must have said that it is there. */
    int peek(int ahead) {
        return buffer[at + ahead] & 0xFF;
    }

    /** Two bytes ahead as a number. */
    int peek16(int ahead, boolean bigEndian) {
        return bigEndian ? peek(ahead) << 8 | peek(ahead + 1) : peek(ahead + 1) << 8 | peek(ahead);
    }

    /** Four bytes ahead as a number, 0 to 2^32 - 1. */
    long peek32(int ahead, boolean bigEndian) {
        long first = peek16(ahead, bigEndian);
        long second = peek16(ahead + 2, bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Passes bytes that {@link #has} has shown to be there. */
    void advance(int count) {
        at += count;
    }

    /** The next bytes, fewer if the input ends before. Memory grows with what is there, not with what was asked for. */
    byte[] read(int count) throws IOException {
        if (end - at >= count) {
            byte[] bytes = Arrays.copyOfRange(buffer, at, at + count);
            at += count;
            return bytes;
        }
        return rest().readNBytes(count);
    }

    /** Passes bytes of a file, which must be there, and says where they are. */
    BulkData reference(long length) throws IOException {
        Source source = file.orElseThrow();
        BulkData data = BulkData.ofFile(source.path, position(), length);
        if (length <= end - at) {
            at += (int) length;
        } else {
            bufferOffset += at + length;
            at = 0;
            end = 0;
            source.channel.position(bufferOffset);
            nextRead = SHORT_READ_BYTES;
        }
        return data;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
