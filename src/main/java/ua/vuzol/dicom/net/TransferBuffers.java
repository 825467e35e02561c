package ua.vuzol.dicom.net;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers that objects pass through between network and disk. They are outside of the heap, where the system calls can use
 * them as they are, and dear to make; so what an association is done with goes to the next one.
 */
final class TransferBuffers {

    static final int BYTES = AssociationOptions.DEFAULT_MAX_PDU_LENGTH + PDataOutputStream.HEADER_BYTES;

    private static final int MAX_FREE = 32;

    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    ByteBuffer take() {
        Optional<ByteBuffer> used = Optional.ofNullable(free.poll());
        used.ifPresent(buffer -> count.decrementAndGet());
        return used.map(ByteBuffer::clear).orElseGet(() -> ByteBuffer.allocateDirect(BYTES));
    }

    /** @param buffer that was taken and that nobody uses any more */
    void give(ByteBuffer buffer) {
        if (count.incrementAndGet() <= MAX_FREE) {
            free.add(buffer);
        } else {
            count.decrementAndGet();
        }
    }
}
