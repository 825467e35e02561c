package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** DIMSE messages out of PDVs: a command set, and behind it perhaps a data set on the same context (PS3.8 Annex E). */
final class MessageReader {

    private static final int MAX_COMMAND_BYTES = 1 << 20;

    /** Goes on to the next P-DATA-TF, or fails where the association goes on otherwise. */
    @FunctionalInterface
    interface More {
        void nextData() throws IOException;
    }

    private final PduReader pdus;
    private final More more;
    private Optional<ByteBuffer> transfer = Optional.empty();

    MessageReader(PduReader pdus, More more) {
        this.pdus = pdus;
        this.more = more;
    }

    /** Whether the P-DATA-TF that was begun holds more; goes on to its next PDV. */
    boolean hasMessage() throws IOException {
        return pdus.nextPdv();
    }

    int contextId() {
        return pdus.contextId();
    }

    /** The command set that the PDV at hand begins. */
    CommandSet command() throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream(256);
        int context = pdus.contextId();
        while (true) {
            check(context, true);
            while (pdus.pdvLeft() > 0) {
                ByteBuffer fragment = ByteBuffer.allocate(Math.min(pdus.pdvLeft(), 8192));
                command.write(fragment.array(), 0, pdus.readPdv(fragment));
                if (command.size() > MAX_COMMAND_BYTES) {
                    throw new PduException(PduException.INVALID_PARAMETER_VALUE, "A command set of more than 1 MiB");
                }
            }
            if (pdus.isLast()) {
                return CommandSet.decode(command.toByteArray());
            }
            nextPdv();
        }
    }

    /**
     * The data set that follows the command set just read; it must be read to its end before the next message.
     *
     * @param present false for an empty one
     */
    DataSetInput dataSet(boolean present) {
        return new DataSetInput(this, pdus.contextId(), present);
    }

    /** Goes on to the next fragment of the data set. */
    void nextDataSetFragment(int context) throws IOException {
        nextPdv();
        check(context, false);
    }

    int fragmentLeft() {
        return pdus.pdvLeft();
    }

    boolean isLastFragment() {
        return pdus.isLast();
    }

    int readFragment(ByteBuffer target) throws IOException {
        return pdus.readPdv(target);
    }

    /** A buffer for whole objects to pass through, one after another. */
    ByteBuffer transferBuffer() {
        if (transfer.isEmpty()) {
            transfer = Optional.of(pdus.takeBuffer());
        }
        return transfer.get();
    }

    /** Nothing will be read any more. */
    void end() {
        transfer.ifPresent(pdus::giveBuffer);
        transfer = Optional.empty();
    }

    private void nextPdv() throws IOException {
        while (!pdus.nextPdv()) {
            more.nextData();
        }
    }

    private void check(int context, boolean command) {
        if (pdus.contextId() != context || pdus.isCommand() != command) {
            throw new PduException(
                    PduException.INVALID_PARAMETER_VALUE,
                    "Where a " + (command ? "command set" : "data set") + " on context " + context
                            + " should go on is another PDV");
        }
    }
}
