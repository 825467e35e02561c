package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/**
 * The bytes of a data set as its fragments arrive, without anything between the network and the reader: what is not read is
 * not received. Reading fails with an {@link AssociationException} where the association ends before the data set does.
 */
public final class DataSetInput extends InputStream {

    private static final int SKIPPED_BYTES = 8192;

    private final MessageReader messages;
    private final int contextId;
    private boolean begun;
    private boolean ended;
    private Optional<IOException> broken = Optional.empty();
    private Optional<PduException> invalid = Optional.empty();

    /** @param present false for an empty stream */
    DataSetInput(MessageReader messages, int contextId, boolean present) {
        this.messages = messages;
        this.contextId = contextId;
        this.ended = !present;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return length == 0 ? 0 : read(ByteBuffer.wrap(bytes, from, length));
    }

    /** Some bytes into a buffer with room: their number, or -1 at the end. */
    public int read(ByteBuffer target) throws IOException {
        try {
            while (!ended && (!begun || messages.fragmentLeft() == 0)) {
                if (begun && messages.isLastFragment()) {
                    ended = true;
                } else {
                    messages.nextDataSetFragment(contextId);
                    begun = true;
                }
            }
            return ended ? -1 : messages.readFragment(target);
        } catch (IOException e) {
            broken = Optional.of(e);
            throw e;
        } catch (PduException e) {
            invalid = Optional.of(e);
            throw e;
        }
    }

    /** Passes all that follows on to a channel, such as a file, by a buffer that is not copied from. */
    public void transferTo(WritableByteChannel target) throws IOException {
        ByteBuffer buffer = messages.transferBuffer();
        boolean more = true;
        while (more) {
            buffer.clear();
            while (more && buffer.hasRemaining()) {
                more = read(buffer) >= 0;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                target.write(buffer);
            }
        }
    }

    /** What a reader left, so that the next message can be read. */
    void skipRest() throws IOException {
        while (!ended && read(ByteBuffer.allocate(SKIPPED_BYTES)) >= 0) {
            // nobody wants it
        }
    }

    /** Fails again where receiving failed, as opposed to what was done with what was received. */
    void checkReceived() throws IOException {
        if (broken.isPresent()) {
            throw broken.get();
        }
        if (invalid.isPresent()) {
            throw invalid.get();
        }
    }
}
