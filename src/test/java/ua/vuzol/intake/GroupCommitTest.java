package ua.vuzol.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** What those who wait for a commit are told when the ledger does not answer. */
class GroupCommitTest {
    private final Ledger ledger = new Ledger();
    private final GroupCommit commit = new GroupCommit(ledger, Duration.ofSeconds(2));

    /** A ledger that can be away, or say nothing. */
    private static final class Ledger extends ReceivedObjects {
        private final AtomicLong numbers = new AtomicLong();
        private final List<Integer> groups = new ArrayList<>();
        private volatile boolean away;
        private volatile CountDownLatch silence = new CountDownLatch(0);

        Ledger() {
            super(null);
        }

        @Override
        List<Long> enter(List<Arrival> arrivals) {
            ping();
            groups.add(arrivals.size());
            return arrivals.stream().map(each -> numbers.incrementAndGet()).toList();
        }

        @Override
        void ping() {
            if (away) {
                throw new DataAccessResourceFailureException("away");
            }
            try {
                silence.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DataAccessResourceFailureException("interrupted");
            }
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        ledger.silence.countDown();
        commit.destroy();
    }

    private static Arrival arrival() {
        return new Arrival("CT1", "CT1", "VUZOL", "", "", "", "", "00", 1, Optional.empty());
    }

    private long enter() {
        return commit.await(commit.submit(arrival()));
    }

    @Test
    void thoseWhoWaitWhileTheLedgerIsAtWorkShareTheNextCommit() {
        ledger.silence = new CountDownLatch(1);
        CompletableFuture<Long> first = commit.submit(arrival());
        await().atMost(30, SECONDS).until(commit::isCommitting);
        List<CompletableFuture<Long>> others =
                IntStream.range(0, 7).mapToObj(i -> commit.submit(arrival())).toList();
        ledger.silence.countDown();
        assertThat(commit.await(first)).isEqualTo(1);
        assertThat(others.stream().map(commit::await)).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(ledger.groups).containsExactly(1, 7);
    }

    @Test
    void whileTheLedgerIsAwayEverybodyIsRefusedAtOnceAndThenTakenAgain() {
        assertThat(enter()).isPositive();
        ledger.away = true;
        assertThatThrownBy(this::enter).isInstanceOf(LandingException.class).hasMessageContaining("does not answer");
        assertThat(commit.answers()).isFalse();
        assertThatThrownBy(() -> commit.submit(arrival())).isInstanceOf(LandingException.class);
        ledger.away = false;
        await().atMost(30, SECONDS).until(commit::answers);
        assertThat(enter()).isPositive();
    }

    @Test
    void nobodyWaitsForASilentLedgerLongerThanThePatienceAndLaterOnesNotAtAll() {
        ledger.silence = new CountDownLatch(1);
        assertThatThrownBy(this::enter).isInstanceOf(LandingException.class);
        await().atMost(30, SECONDS).until(() -> !commit.answers());
        assertThatThrownBy(() -> commit.submit(arrival())).isInstanceOf(LandingException.class);
        ledger.silence.countDown();
        await().atMost(30, SECONDS).until(commit::answers);
        assertThat(enter()).isPositive();
    }

    @Test
    void whenTheHubStopsAllWhoWaitAreRefused() throws Exception {
        ledger.silence = new CountDownLatch(1);
        ExecutorService associations = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> calls = IntStream.range(0, 8)
                    .<Callable<Long>>mapToObj(i -> this::enter)
                    .toList();
            List<Future<Long>> waiting =
                    calls.stream().map(associations::submit).toList();
            commit.destroy();
            for (Future<Long> each : waiting) {
                assertThatThrownBy(() -> each.get(30, SECONDS))
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(LandingException.class);
            }
        } finally {
            associations.shutdownNow();
        }
        assertThatThrownBy(this::enter).isInstanceOf(LandingException.class).hasMessageContaining("stopping");
    }
}
