package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

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
     * Sends a message, no other between its fragments. The command goes out with the first fragment of the data set, so that a
     * source that cannot be opened costs nothing; where it fails half way the message is broken off.
     */
    void send(int contextId, CommandSet command, Optional<DataSetWriter> dataSet) throws IOException {
        lock.lock();
        Message message = new Message(contextId, command);
        try {
            owner.checkMaySendData();
            if (dataSet.isPresent()) {
                ByteBuffer pdu = buffer().limit(Math.min(TransferBuffers.BYTES, 6 + maxLength));
                PDataOutputStream data = new PDataOutputStream(message::write, pdu, contextId, false);
                dataSet.get().writeTo(data);
                data.finish();
            } else {
                message.flush();
            }
            message.begun = false;
        } finally {
            lock.unlock();
            if (message.begun) {
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

    /** A message being sent: its command is held back until there is something to go with it. */
    private final class Message {
        private final ByteArrayOutputStream command = new ByteArrayOutputStream(256);
        private boolean begun;

        Message(int contextId, CommandSet set) throws IOException {
            ByteBuffer pdu = ByteBuffer.allocate(Math.min(AssociationOptions.MIN_PDU_LENGTH, 6 + maxLength));
            PDataOutputStream out = new PDataOutputStream(this::hold, pdu, contextId, true);
            set.encode(out);
            out.finish();
        }

        private void hold(ByteBuffer pdu) {
            command.write(pdu.array(), 0, pdu.limit());
        }

        void write(ByteBuffer pdu) throws IOException {
            flush();
            transmit(pdu);
        }

        void flush() throws IOException {
            begun = true;
            if (command.size() > 0) {
                byte[] bytes = command.toByteArray();
                command.reset();
                transmit(ByteBuffer.wrap(bytes));
            }
        }

        private void transmit(ByteBuffer pdus) throws IOException {
            try {
                connection.write(pdus);
            } catch (IOException e) {
                throw owner.lost(e);
            }
        }
    }
}
