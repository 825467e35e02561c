package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a command set and a data set into P-DATA-TF PDUs of one PDV each, as long as the peer takes them. Every fragment but the
 * last of a set fills its PDU. As many PDUs as the buffer holds go out in one write: nothing is sent before it is full.
 */
public final class PDataOutputStream extends OutputStream {

    /** PDU header, PDV length, context ID and control header. */
    static final int HEADER_BYTES = 6 + 4 + 2;

    private static final int COMMAND = 1;
    private static final int LAST = 2;
    /** A PDU that could hold less is not begun at the end of the buffer. */
    private static final int MIN_FRAGMENT = 256;

    private static final int MAX_SLOTS = 64;

    /** Takes whole PDUs. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer pdus) throws IOException;
    }

    private final Sink sink;
    private final int contextId;
    private final int pduBytes;
    private final ByteBuffer buffer;
    private int kind = COMMAND;
    /** Where the PDU being filled begins in the buffer. */
    private int start;

    /**
     * Begins with the command set.
     *
     * @param buffer for whole PDUs, one at least
     * @param pduBytes of the longest PDU, header included
     */
    PDataOutputStream(Sink sink, ByteBuffer buffer, int pduBytes, int contextId) {
        this.sink = sink;
        this.buffer = buffer.clear();
        this.pduBytes = pduBytes;
        this.contextId = contextId;
        begin();
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom();
        buffer.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            makeRoom();
            int count = Math.min(length - done, buffer.remaining());
            buffer.put(bytes, from + done, count);
            done += count;
        }
    }

    /** Sends all that a channel still has, read right into the PDUs; of a file several at once. */
    public void transferFrom(ReadableByteChannel source) throws IOException {
        long count = 0;
        while (count >= 0) {
            makeRoom();
            if (source instanceof ScatteringByteChannel scattering) {
                count = scattering.read(slots());
                pass(count);
            } else {
                count = source.read(buffer);
            }
        }
    }

    /** The rooms for data in the PDU being filled and those behind it. */
    private ByteBuffer[] slots() {
        List<ByteBuffer> slots = new ArrayList<>();
        slots.add(buffer.duplicate());
        int at = buffer.limit();
        while (buffer.capacity() - at >= HEADER_BYTES + MIN_FRAGMENT && slots.size() < MAX_SLOTS) {
            int end = Math.min(at + pduBytes, buffer.capacity());
            slots.add(buffer.duplicate().limit(end).position(at + HEADER_BYTES));
            at = end;
        }
        return slots.toArray(ByteBuffer[]::new);
    }

    /** Passes what was read into the slots. */
    private void pass(long count) {
        long left = count;
        while (left > 0) {
            if (!buffer.hasRemaining()) {
                seal(0);
                begin();
            }
            int here = (int) Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + here);
            left -= here;
        }
    }

    /** Ends the command set; what follows is the data set. */
    void endCommand() throws IOException {
        seal(LAST);
        kind = 0;
        sendIfFull();
        begin();
    }

    /** Ends what was begun last and sends what was not sent yet. Not done by {@link #close}: what broke off must not look complete. */
    void finish() throws IOException {
        seal(LAST);
        send();
    }

    private void makeRoom() throws IOException {
        if (!buffer.hasRemaining()) {
            seal(0);
            sendIfFull();
            begin();
        }
    }

    private void sendIfFull() throws IOException {
        if (buffer.capacity() - buffer.position() < HEADER_BYTES + MIN_FRAGMENT) {
            send();
        }
    }

    private void send() throws IOException {
        sink.write(buffer.flip());
        buffer.clear();
    }

    private void begin() {
        start = buffer.position();
        buffer.limit(Math.min(start + pduBytes, buffer.capacity()));
        buffer.position(start + HEADER_BYTES);
    }

    /** Writes the header of the PDU that was filled. */
    private void seal(int last) {
        int pdvLength = buffer.position() - start - HEADER_BYTES + 2;
        buffer.limit(buffer.capacity());
        buffer.put(start, (byte) PduType.P_DATA_TF.code())
                .put(start + 1, (byte) 0)
                .putInt(start + 2, pdvLength + 4)
                .putInt(start + 6, pdvLength)
                .put(start + 10, (byte) contextId)
                .put(start + 11, (byte) (kind | last));
    }
}
