package ua.vuzol.intake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import ua.vuzol.intake.UnreadableInputException;

class MemoryBudgetTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void twoBigPicturesAreNeverDecodedAtOnce() throws Exception {
        MemoryBudget budget = new MemoryBudget(10);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            var tasks = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(i -> workers.submit(() -> {
                        budget.with(6 * MEBIBYTE, () -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            Thread.yield();
                            inside.decrementAndGet();
                        });
                        return null;
                    }))
                    .toList();
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            workers.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void givesBackWhatItTookWhenTheWorkFails() throws IOException {
        MemoryBudget budget = new MemoryBudget(1);
        assertThatThrownBy(() -> budget.with(MEBIBYTE, () -> {
                    throw new IOException("damaged");
                }))
                .hasMessage("damaged");
        AtomicInteger done = new AtomicInteger();
        budget.with(MEBIBYTE, done::incrementAndGet);
        assertThat(done).hasValue(1);
    }

    @Test
    void refusesANeedGreaterThanTheWholeAndNamesTheMend() {
        MemoryBudget budget = new MemoryBudget(2);
        assertThatThrownBy(() -> budget.with(2 * MEBIBYTE + 1, () -> {}))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("needs 3 MiB")
                .hasMessageContaining("VUZOL_JAVA_OPTS");
    }

    @Test
    void waitingIsEndedByAnInterruption() throws Exception {
        MemoryBudget budget = new MemoryBudget(1);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        ExecutorService workers = Executors.newSingleThreadExecutor();
        try {
            Future<?> holder = workers.submit(() -> {
                budget.with(MEBIBYTE, () -> {
                    taken.countDown();
                    awaitQuietly(release);
                });
                return null;
            });
            taken.await();
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> budget.with(MEBIBYTE, () -> {})).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            release.countDown();
            holder.get();
        } finally {
            workers.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
