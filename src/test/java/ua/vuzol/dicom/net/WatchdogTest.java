package ua.vuzol.dicom.net;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchdogTest {

    @Test
    void aCheckThatFailsDoesNotEndTheWatchOverTheOthers() {
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger checked = new AtomicInteger();
        try (Watchdog watchdog = new Watchdog()) {
            watchdog.watch(now -> {
                failed.incrementAndGet();
                throw new IllegalStateException("an error of ours");
            });
            watchdog.watch(now -> {
                failed.incrementAndGet();
                throw new OutOfMemoryError("unable to create native thread");
            });
            watchdog.watch(now -> checked.incrementAndGet());
            await().until(() -> failed.get() > 5 && checked.get() > 3);
        }
    }
}
