package ua.vuzol.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

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
        byte[] fragment = new byte[Math.max(256, Math.min(pdus.pdvLeft(), 8192))];
        while (true) {
            check(context, true);
            while (pdus.pdvLeft() > 0) {
                command.write(fragment, 0, pdus.readPdv(fragment, 0, fragment.length));
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
     * @param present false for an empty stream
     */
    DataSetStream dataSet(boolean present) {
        return new DataSetStream(pdus.contextId(), present);
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

    /** The fragments of one data set, joined. */
    final class DataSetStream extends InputStream {
        private final int context;
        private boolean begun;
        private boolean ended;

        private DataSetStream(int context, boolean present) {
            this.context = context;
            this.ended = !present;
        }

        /** What a reader left, so that the next message can be read. */
        void skipRest() throws IOException {
            byte[] unread = new byte[8192];
            while (!ended && read(unread, 0, unread.length) >= 0) {
                // nobody wants it
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (!ended && (!begun || pdus.pdvLeft() == 0)) {
                if (begun && pdus.isLast()) {
                    ended = true;
                } else {
                    nextPdv();
                    check(context, false);
                    begun = true;
                }
            }
            return ended ? -1 : pdus.readPdv(bytes, from, length);
        }
    }
}
