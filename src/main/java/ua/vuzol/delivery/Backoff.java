package ua.vuzol.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures in a row: twice as long each time, up to a limit, for ever.
 *
 * @param first after the first failure
 * @param longest the limit
 */
public record Backoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 30;
    /** A tenth more or less, so that what failed together does not come back together. */
    private static final double JITTER = 0.1;

    static final Backoff USUAL = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

    /** @param failures in a row, 1 at least */
    Duration after(int failures, RandomGenerator random) {
        double doublings = Math.scalb(first.toMillis(), Math.min(failures - 1, MAX_DOUBLINGS));
        double wait = Math.min(doublings, longest.toMillis());
        return Duration.ofMillis(Math.round(wait * random.nextDouble(1 - JITTER, 1 + JITTER)));
    }
}
