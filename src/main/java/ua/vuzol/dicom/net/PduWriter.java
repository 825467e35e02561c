package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Sends PDUs and messages over a connection, each whole, whichever threads ask for it. */
final class PduWriter {

    /** Writes a data set into P-DATA-TF PDUs. */
    @FunctionalInterface
    interface DataSetWriter {
        void writeTo(PDataOutputStream out) throws IOException;
    }

    /** The association that is written to. */
    interface Owner {
        /** @throws AssociationException if data may not be sent now */
        void checkMaySendData() throws AssociationException;

        /** The connection failed: ends the association and tells why it is over. */
        AssociationException lost(IOException e);

        /** A message was begun that cannot be completed. */
        void brokenOff();
    }

    private static final int PDU_HEADER_BYTES = 6;

    private final Connection connection;
    private final Owner owner;
    private final ReentrantLock lock = new ReentrantLock();
    private int maxLength = AssociationOptions.MIN_PDU_LENGTH;
    private Optional<ByteBuffer> buffer = Optional.empty();

    PduWriter(Connection connection, Owner owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /** @param bytes of the longest P-DATA-TF behind its header; fragments are of even length */
    void limitLength(int bytes) {
        maxLength = bytes / 2 * 2;
    }

    void write(byte[] pdu) throws IOException {
        lock.lock();
        try {
            connection.write(ByteBuffer.wrap(pdu));
        } finally {
            lock.unlock();
        }
    }

    /**
     * As {@link #write}, if that is so once nothing else is being written; what is written after it comes after it on the wire.
     *
     * @return whether it was
     */
    boolean writeIf(BooleanSupplier condition, byte[] pdu) throws IOException {
        lock.lock();
        try {
            boolean so = condition.getAsBoolean();
            if (so) {
                connection.write(ByteBuffer.wrap(pdu));
            }
            return so;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #write}, unless a message is being sent that does not end in this time. */
    boolean tryWrite(byte[] pdu, long millis) throws IOException, InterruptedException {
        if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        try {
            connection.write(ByteBuffer.wrap(pdu));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a message, no other between its fragments. The command goes out with the first fragments of the data set, so that a
     * source that cannot be opened costs nothing; where it fails half way the message is broken off.
     */
    void send(int contextId, CommandSet command, Optional<DataSetWriter> dataSet) throws IOException {
        lock.lock();
        Transmission transmission = new Transmission();
        try {
            owner.checkMaySendData();
            ByteBuffer pdus = dataSet.isPresent() ? buffer() : ByteBuffer.allocate(AssociationOptions.MIN_PDU_LENGTH);
            PDataOutputStream out = new PDataOutputStream(
                    transmission::write, pdus, Math.min(pdus.capacity(), PDU_HEADER_BYTES + maxLength), contextId);
            command.encode(out);
            if (dataSet.isPresent()) {
                out.endCommand();
                dataSet.get().writeTo(out);
            }
            out.finish();
            transmission.begun = false;
        } finally {
            lock.unlock();
            if (transmission.begun) {
                owner.brokenOff();
            }
        }
    }

    private ByteBuffer buffer() {
        if (buffer.isEmpty()) {
            buffer = Optional.of(connection.takeBuffer());
        }
        return buffer.get();
    }

    /** Nothing will be sent any more. A thread that still does keeps the buffer. */
    void end() {
        if (lock.tryLock()) {
            try {
                buffer.ifPresent(connection::giveBuffer);
                buffer = Optional.empty();
            } finally {
                lock.unlock();
            }
        }
    }

    /** A message being sent. */
    private final class Transmission {
        private boolean begun;

        void write(ByteBuffer pdus) throws IOException {
            begun = true;
            try {
                connection.write(pdus);
            } catch (IOException e) {
                throw owner.lost(e);
            }
        }
    }
}
