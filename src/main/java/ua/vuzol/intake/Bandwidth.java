package ua.vuzol.intake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A bound on the bytes a second that are read from a source's share, over all its files: a token bucket that holds one
 * second. Who takes more than there is waits afterwards, outside of any lock.
 */
final class Bandwidth {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long bytesPerSecond;
    private final LongSupplier nanoClock;
    private final LongConsumer nanoSleep;
    private double tokens;
    private long filledAt;

    Bandwidth(long bytesPerSecond, LongSupplier nanoClock, LongConsumer nanoSleep) {
        this.bytesPerSecond = bytesPerSecond;
        this.nanoClock = nanoClock;
        this.nanoSleep = nanoSleep;
        this.tokens = bytesPerSecond;
        this.filledAt = nanoClock.getAsLong();
    }

    static Bandwidth of(long bytesPerSecond) {
        return new Bandwidth(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    long bytesPerSecond() {
        return bytesPerSecond;
    }

    /** The most to be read at a time, so that a wait stays short. */
    int piece(int buffer) {
        return (int) Math.max(1, Math.min(buffer, bytesPerSecond / 4));
    }

    /** Accounts for bytes that were read; returns when they may have been. */
    void read(long bytes) {
        long until = nanoClock.getAsLong() + debt(bytes);
        for (long rest = until - nanoClock.getAsLong(); rest > 0; rest = until - nanoClock.getAsLong()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LandingException("The hub is stopping.");
            }
            nanoSleep.accept(rest);
        }
    }

    private synchronized long debt(long bytes) {
        long now = nanoClock.getAsLong();
        tokens = Math.min(bytesPerSecond, tokens + (now - filledAt) / NANOS * bytesPerSecond) - bytes;
        filledAt = now;
        return tokens >= 0 ? 0 : (long) (-tokens / bytesPerSecond * NANOS);
    }
}
