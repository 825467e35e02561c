package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

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
        void write(byte[] bytes, int from, int length) throws IOException;
    }

    private final Sink sink;
    private final int contextId;
    private final int kind;
    private final byte[] pdu;
    private int at = HEADER_BYTES;

    /**
     * @param pdu reused for each PDU; its length is that of the longest, header included
     * @param command whether the fragments are of a command set
     */
    PDataOutputStream(Sink sink, byte[] pdu, int contextId, boolean command) {
        this.sink = sink;
        this.pdu = pdu;
        this.contextId = contextId;
        this.kind = command ? 1 : 0;
    }

    @Override
    public void write(int b) throws IOException {
        if (at == pdu.length) {
            emit(0);
        }
        pdu[at++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (at == pdu.length) {
                emit(0);
            }
            int count = Math.min(length - done, pdu.length - at);
            System.arraycopy(bytes, from + done, pdu, at, count);
            at += count;
            done += count;
        }
    }

    /** Sends all that a stream still has, read right into the PDUs. */
    public void transferFrom(InputStream in) throws IOException {
        while (true) {
            if (at == pdu.length) {
                emit(0);
            }
            int count = in.read(pdu, at, pdu.length - at);
            if (count < 0) {
                return;
            }
            at += count;
        }
    }

    /** Sends the last fragment. Not done by {@link #close}: what broke off must not look complete. */
    void finish() throws IOException {
        emit(LAST);
    }

    private void emit(int last) throws IOException {
        int pdvLength = at - HEADER_BYTES + 2;
        pdu[0] = (byte) PduType.P_DATA_TF.code();
        pdu[1] = 0;
        putLength(2, pdvLength + 4);
        putLength(6, pdvLength);
        pdu[10] = (byte) contextId;
        pdu[11] = (byte) (kind | last);
        sink.write(pdu, 0, at);
        at = HEADER_BYTES;
    }

    private void putLength(int where, int length) {
        pdu[where] = (byte) (length >>> 24);
        pdu[where + 1] = (byte) (length >>> 16);
        pdu[where + 2] = (byte) (length >>> 8);
        pdu[where + 3] = (byte) length;
    }
}
