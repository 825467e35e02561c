package ua.vuzol.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A channel of which a bounded number of bytes is read until the bound is lifted: what a reader keeps of them is bounded too. */
final class MeasuredChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;
    private long left;

    /** @param most bytes */
    MeasuredChannel(SeekableByteChannel channel, long most) {
        this.channel = channel;
        this.left = most;
    }

    /** Whether an attempt was made to read more, which ended in an error. */
    boolean isExceeded() {
        return left < 0;
    }

    void liftBound() {
        left = Long.MAX_VALUE;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        int count = channel.read(to);
        left -= Math.max(count, 0);
        if (left < 0) {
            throw new IOException("more is read than may be");
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return channel.write(from);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
