package ua.vuzol.intake.image;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file as the decoders read it, with a buffer of its own and no cache file. A failing disk is thrown as an
 * {@link UncheckedIOException}, which the decoders let through, so that it is never taken for a damaged picture (they throw
 * plain IOException for both).
 */
final class PictureInput extends ImageInputStreamImpl {
    private static final int WINDOW = 1 << 16;

    private final RandomAccessFile file;
    private final long length;
    private final byte[] window = new byte[WINDOW];
    private long windowStart;
    private int windowLength;

    PictureInput(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "r");
        length = file.length();
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        return fill() ? window[(int) (streamPos++ - windowStart)] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (wanted == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int from = (int) (streamPos - windowStart);
        int count = Math.min(wanted, windowLength - from);
        System.arraycopy(window, from, target, offset, count);
        streamPos += count;
        return count;
    }

    private boolean fill() {
        if (streamPos >= windowStart && streamPos < windowStart + windowLength) {
            return true;
        }
        try {
            file.seek(streamPos);
            windowStart = streamPos;
            windowLength = Math.max(0, file.read(window));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return windowLength > 0;
    }

    /** The decoders flush what they have read, but the file is read again by the next of them. */
    @Override
    public void flushBefore(long position) {
        if (position > streamPos) {
            throw new IndexOutOfBoundsException("Cannot flush what has not been read");
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        super.close();
        file.close();
    }
}
