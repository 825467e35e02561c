package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Turns a data set into P-DATA-TF PDUs of one PDV each, as long as the peer takes them. Every fragment but the last fills its
 * PDU; each PDU is one write.
 */
public final class PDataOutputStream extends OutputStream {

    /** PDU header, PDV length, context ID and control header. */
    static final int HEADER_BYTES = 6 + 4 + 2;

    private static final int LAST = 2;

    /** Takes whole PDUs. */
    @FunctionalInterface
    interface Sink {
        void write(ByteBuffer pdu) throws IOException;
    }

    private final Sink sink;
    private final int contextId;
    private final int kind;
    private final ByteBuffer pdu;
    private final int limit;

    /**
     * @param pdu reused for each PDU; its limit is that of the longest, header included
     * @param command whether the fragments are of a command set
     */
    PDataOutputStream(Sink sink, ByteBuffer pdu, int contextId, boolean command) {
        this.sink = sink;
        this.pdu = pdu;
        this.contextId = contextId;
        this.kind = command ? 1 : 0;
        this.limit = pdu.limit();
        pdu.position(HEADER_BYTES);
    }

    @Override
    public void write(int b) throws IOException {
        makeRoom();
        pdu.put((byte) b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int done = 0; done < length; ) {
            makeRoom();
            int count = Math.min(length - done, pdu.remaining());
            pdu.put(bytes, from + done, count);
            done += count;
        }
    }

    /** Sends all that a channel still has, read right into the PDUs. */
    public void transferFrom(ReadableByteChannel source) throws IOException {
        do {
            makeRoom();
        } while (source.read(pdu) >= 0);
    }

    /** Sends the last fragment. Not done by {@link #close}: what broke off must not look complete. */
    void finish() throws IOException {
        emit(LAST);
    }

    private void makeRoom() throws IOException {
        if (!pdu.hasRemaining()) {
            emit(0);
        }
    }

    private void emit(int last) throws IOException {
        int pdvLength = pdu.position() - HEADER_BYTES + 2;
        pdu.flip();
        pdu.put(0, (byte) PduType.P_DATA_TF.code())
                .put(1, (byte) 0)
                .putInt(2, pdvLength + 4)
                .putInt(6, pdvLength)
                .put(10, (byte) contextId)
                .put(11, (byte) (kind | last));
        sink.write(pdu);
        pdu.limit(limit).position(HEADER_BYTES);
    }
}
