package ua.vuzol.camel.dicom;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that write objects to disk while they arrive, and the buffers between network and disk. */
final class SpoolDisk implements AutoCloseable {

    /**
     * Of a buffer, in bytes: what one write hands to the disk. Two of them hold the commonest object, 512 by 512 pixels of 16
     * bits, with its header.
     */
    static final int PART = 264 * 1024;

    /** What direct writes are aligned to at least, in bytes; disks have blocks of 512 or 4096. */
    static final int ALIGNMENT = 4096;

    private static final int MAX_FREE = 32;

    private final ExecutorService writers = Executors.newCachedThreadPool(run -> {
        Thread thread = new Thread(run, "dicom-spool");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger freeCount = new AtomicInteger();

    Executor writers() {
        return writers;
    }

    /** An empty buffer of {@link #PART} bytes, aligned in memory. */
    ByteBuffer take() {
        Optional<ByteBuffer> used = Optional.ofNullable(free.poll());
        used.ifPresent(buffer -> freeCount.decrementAndGet());
        return used.map(ByteBuffer::clear).orElseGet(() -> ByteBuffer.allocateDirect(PART + ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .limit(PART)
                .slice());
    }

    /** @param buffer that was taken and that nobody uses any more */
    void give(ByteBuffer buffer) {
        if (freeCount.incrementAndGet() <= MAX_FREE) {
            free.add(buffer);
        } else {
            freeCount.decrementAndGet();
        }
    }

    @Override
    public void close() {
        writers.shutdown();
    }
}
