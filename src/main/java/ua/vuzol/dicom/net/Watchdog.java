package ua.vuzol.dicom.net;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all waits several times a second. A blocking socket cannot time out a write, nor a read that a peer feeds byte by
 * byte; so one thread watches them all and closes the sockets of those that took too long.
 */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long PERIOD_MILLIS = 50;

    /** Something that may have waited too long. It must not block. */
    interface Watched {
        /** @param now {@link System#nanoTime} */
        void check(long now);
    }

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;

    Watchdog() {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "dicom-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleWithFixedDelay(this::checkAll, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void watch(Watched one) {
        watched.add(one);
    }

    void forget(Watched one) {
        watched.remove(one);
    }

    private void checkAll() {
        long now = System.nanoTime();
        for (Watched one : watched) {
            try {
                one.check(now);
            } catch (RuntimeException | OutOfMemoryError e) {
                // such as no thread for an abort: a timer that fails once never runs again, and it watches over all
                // others
                LOG.error("A wait could not be ended: {}", e.getClass().getName());
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
