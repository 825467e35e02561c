package ua.vuzol.intake;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/** Remembers that the broker took no signals. It is tried again after a pause, not with every turn of a timer. */
@Component
class LostSignals {
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** When signals were lost last, by {@link System#nanoTime}; null if all were taken since. */
    private final AtomicReference<Long> lostAt = new AtomicReference<>();

    void lost() {
        lostAt.set(System.nanoTime());
    }

    boolean isPausing() {
        Long since = lostAt.get();
        return since != null && System.nanoTime() - since < PAUSE.toNanos();
    }

    /** Whether signals were lost that are to be given again; each loss is told once. */
    boolean takeLoss() {
        return lostAt.getAndSet(null) != null;
    }
}
