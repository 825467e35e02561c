package ua.vuzol.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10));

    @Property
    void theWaitDoublesUpToTheLongestWithATenthOfJitter(@ForAll @IntRange(min = 1) int failures) {
        double wanted = Math.min(10_000 * Math.pow(2, failures - 1), 600_000);
        assertThat((double)
                        BACKOFF.after(failures, RandomGenerator.getDefault()).toMillis())
                .isBetween(wanted * 0.9 - 1, wanted * 1.1 + 1);
    }
}
