package ua.vuzol.intake.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import ua.vuzol.intake.UnreadableInputException;

/**
 * The heap that decoding may use at one time, shared by all who decode: a second big picture waits until the first is done
 * instead of exhausting the heap. Counted in MiB, rounded up.
 */
public final class MemoryBudget {
    private static final long MEBIBYTE = 1 << 20;

    private final int mebibytes;
    private final Semaphore free;

    /** @param mebibytes the whole budget in MiB, at least 1 */
    public MemoryBudget(int mebibytes) {
        if (mebibytes < 1) {
            throw new IllegalArgumentException("The memory budget for pictures must be at least 1 MiB");
        }
        this.mebibytes = mebibytes;
        this.free = new Semaphore(mebibytes, true);
    }

    /** Half of the largest heap that the JVM may use. */
    public static MemoryBudget halfOfHeap() {
        return new MemoryBudget((int) Math.max(1, Runtime.getRuntime().maxMemory() / 2 / MEBIBYTE));
    }

    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    /**
     * Does work with a part of the budget, after waiting until that part is free.
     *
     * @throws UnreadableInputException if the need alone is greater than the whole budget
     * @throws InterruptedIOException if the thread is interrupted while it waits; its interrupt flag stays set
     */
    void with(long bytes, Work work) throws IOException {
        long need = Math.max(1, (bytes + MEBIBYTE - 1) / MEBIBYTE);
        if (need > mebibytes) {
            throw new UnreadableInputException("Decoding the picture needs " + need + " MiB of memory and " + mebibytes
                    + " MiB are allowed: raise the heap in VUZOL_JAVA_OPTS to at least -Xmx" + 2 * need
                    + "m and replay the file");
        }
        int permits = (int) need;
        try {
            free.acquire(permits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while waiting for memory to decode a picture");
        }
        try {
            work.run();
        } finally {
            free.release(permits);
        }
    }
}
