package ua.vuzol.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Enters received objects in the ledger: one thread takes all that wait, enters them by one statement with one commit, and
 * lets them go, so that many associations share a flush of the write-ahead log. Nobody waits longer than {@link #PATIENCE};
 * while the database is away everybody is refused at once, and the thread asks for it until it is back.
 */
@Component
class GroupCommit implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);
    private static final int LARGEST_GROUP = 256;

    /** How long an object may wait for its commit: well within the patience of senders. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How often a database that is away is asked for. */
    private static final Duration PROBE = Duration.ofMillis(500);

    private record Waiting(Arrival arrival, CompletableFuture<Long> entered) {}

    private final ReceivedObjects objects;
    private final Duration patience;
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private final Thread writer;
    private volatile boolean closed;
    private volatile boolean away;
    /** Since when the writer is at the database, by {@link System#nanoTime}; 0 while it is not. */
    private volatile long busySince;

    @Autowired
    GroupCommit(ReceivedObjects objects) {
        this(objects, PATIENCE);
    }

    GroupCommit(ReceivedObjects objects, Duration patience) {
        this.objects = objects;
        this.patience = patience;
        this.writer = new Thread(this::run, "intake-group-commit");
        writer.setDaemon(true);
        writer.start();
    }

    /**
     * Puts an object into the next group.
     *
     * @return to be given to {@link #await}
     * @throws LandingException if the ledger does not answer
     */
    CompletableFuture<Long> submit(Arrival arrival) {
        requireLedger();
        Waiting waiting = new Waiting(arrival, new CompletableFuture<>());
        queue.add(waiting);
        if (closed) {
            refuseWaiting();
        }
        return waiting.entered();
    }

    /** @throws LandingException if the ledger does not answer */
    void requireLedger() {
        if (closed) {
            throw new LandingException("The hub is stopping.");
        }
        if (!answers()) {
            throw ledgerAway();
        }
    }

    /** Whether the ledger answers, as far as is known. */
    boolean answers() {
        long since = busySince;
        return !away && (since == 0 || System.nanoTime() - since < patience.toNanos());
    }

    /** Whether the writer is at the database: who comes now is in the next group. */
    boolean isCommitting() {
        return busySince != 0;
    }

    /**
     * Waits until the object is entered and committed.
     *
     * @return its number
     * @throws LandingException if it is not, or if nobody knows
     */
    long await(CompletableFuture<Long> entered) {
        try {
            return entered.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            entered.cancel(false);
            throw closed ? new LandingException("The hub is stopping.") : ledgerAway();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            entered.cancel(false);
            throw new LandingException("The hub is stopping.");
        }
    }

    private static LandingException ledgerAway() {
        return new LandingException("The ledger does not answer.");
    }

    private void run() {
        try {
            while (!closed) {
                if (away) {
                    probe();
                } else {
                    commitNext();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            refuseWaiting();
        }
    }

    private void commitNext() throws InterruptedException {
        List<Waiting> group = new ArrayList<>(List.of(queue.take()));
        queue.drainTo(group, LARGEST_GROUP - 1);
        group.removeIf(waiting -> waiting.entered().isDone());
        if (!group.isEmpty()) {
            busySince = System.nanoTime();
            commit(group);
            busySince = 0;
        }
    }

    private void commit(List<Waiting> group) {
        try {
            List<Long> ids = objects.enter(group.stream().map(Waiting::arrival).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).entered().complete(ids.get(i));
            }
        } catch (DataIntegrityViolationException e) {
            if (group.size() > 1) {
                // one that the database cannot take must not take the others with it
                group.forEach(waiting -> commit(List.of(waiting)));
            } else {
                refuse(group, e);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            away = true;
            refuse(group, e);
        }
    }

    private static void refuse(List<Waiting> group, Throwable failure) {
        log.warn(
                "The ledger took {} object(s) not: {}",
                group.size(),
                failure.getClass().getSimpleName());
        group.forEach(waiting -> waiting.entered().completeExceptionally(failure));
    }

    private void probe() throws InterruptedException {
        refuseWaiting();
        Optional.ofNullable(queue.poll(PROBE.toMillis(), TimeUnit.MILLISECONDS)).ifPresent(queue::add);
        try {
            objects.ping();
            away = false;
            log.info("The ledger answers again; objects are taken.");
        } catch (DataAccessException e) {
            log.debug("The ledger does not answer yet: {}", e.getClass().getSimpleName());
        }
    }

    private void refuseWaiting() {
        List<Waiting> refused = new ArrayList<>();
        queue.drainTo(refused);
        refused.forEach(waiting -> waiting.entered().completeExceptionally(ledgerAway()));
    }

    /** Ends the group at work and refuses all others. */
    @Override
    public void destroy() throws InterruptedException {
        closed = true;
        writer.interrupt();
        writer.join(patience.toMillis());
        refuseWaiting();
    }
}
