package ua.vuzol.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** PDUs as they come in (PS3.8 9.3), P-DATA-TF by its presentation data values (PDVs) and without being held in memory. */
final class PduReader {

    /** Association PDUs hold up to 128 contexts, and identities such as SAML assertions. */
    private static final int MAX_CONTROL_BYTES = 1 << 20;

    private static final int PDV_HEADER_BYTES = 2;
    private static final int SCRATCH_BYTES = 8192;

    private final Connection connection;
    private final int maxPduLength;
    private final Duration receiveTimeout;

    private int type;
    private long left;

    private int pdvLeft;
    private int contextId;
    private int control;

    PduReader(Connection connection, int maxPduLength, Duration receiveTimeout) {
        this.connection = connection;
        this.maxPduLength = maxPduLength;
        this.receiveTimeout = receiveTimeout;
    }

    /**
     * Goes on to the next PDU; what was not read of the last one is passed over. For how long is up to what the connection
     * expects; from its first byte on {@link Timeouts#receive} counts.
     *
     * @return false where the peer closed the connection
     */
    boolean next() throws IOException {
        skip();
        type = connection.read();
        if (type < 0) {
            return false;
        }
        connection.expect(Timeouts.Kind.RECEIVE, receiveTimeout);
        required();
        left = (long) required() << 24 | (long) required() << 16 | required() << 8 | required();
        if (type == PduType.P_DATA_TF.code() && left > maxPduLength) {
            throw invalid("A P-DATA-TF of " + left + " bytes; " + maxPduLength + " were agreed");
        }
        return true;
    }

    ByteBuffer takeBuffer() {
        return connection.takeBuffer();
    }

    void giveBuffer(ByteBuffer buffer) {
        connection.giveBuffer(buffer);
    }

    /** The type, empty if it is none that the standard knows. */
    Optional<PduType> type() {
        return PduType.of(type);
    }

    /** The content of a PDU that is not P-DATA-TF. */
    byte[] body() throws IOException {
        if (left > MAX_CONTROL_BYTES) {
            throw invalid("An association PDU of " + left + " bytes");
        }
        ByteBuffer body = ByteBuffer.allocate((int) left);
        while (body.hasRemaining()) {
            left -= some(body);
        }
        return body.array();
    }

    /** Whether the P-DATA-TF holds another PDV; if so goes on to it. */
    boolean nextPdv() throws IOException {
        while (pdvLeft > 0) {
            readPdv(ByteBuffer.allocate(Math.min(pdvLeft, SCRATCH_BYTES)));
        }
        if (left == 0) {
            return false;
        }
        if (left < 4 + PDV_HEADER_BYTES) {
            throw invalid("A P-DATA-TF ends inside the header of a PDV");
        }
        long length = (long) required() << 24 | (long) required() << 16 | required() << 8 | required();
        left -= 4;
        if (length < PDV_HEADER_BYTES || length > left) {
            throw invalid("A PDV of " + length + " bytes where the P-DATA-TF has " + left);
        }
        contextId = required();
        control = required();
        left -= PDV_HEADER_BYTES;
        pdvLeft = (int) length - PDV_HEADER_BYTES;
        return true;
    }

    int contextId() {
        return contextId;
    }

    /** Whether the PDV is of a command set and not of a data set (PS3.8 E.2). */
    boolean isCommand() {
        return (control & 1) != 0;
    }

    /** Whether the PDV is the last of its command set or data set. */
    boolean isLast() {
        return (control & 2) != 0;
    }

    int pdvLeft() {
        return pdvLeft;
    }

    /** Some bytes of the PDV, which must have some left, into a buffer with room. */
    int readPdv(ByteBuffer target) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + Math.min(target.remaining(), pdvLeft));
        try {
            int count = some(target);
            pdvLeft -= count;
            left -= count;
            return count;
        } finally {
            target.limit(limit);
        }
    }

    private void skip() throws IOException {
        pdvLeft = 0;
        while (left > 0) {
            left -= some(ByteBuffer.allocate((int) Math.min(left, SCRATCH_BYTES)));
        }
    }

    private int required() throws IOException {
        int one = connection.read();
        if (one < 0) {
            throw ended();
        }
        return one;
    }

    private int some(ByteBuffer target) throws IOException {
        int count = connection.read(target);
        if (count < 0) {
            throw ended();
        }
        return count;
    }

    private static EOFException ended() {
        return new EOFException("The peer closed the connection in the middle of a PDU");
    }

    private static PduException invalid(String problem) {
        return new PduException(PduException.INVALID_PARAMETER_VALUE, problem);
    }
}
