package ua.vuzol.hl7;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Does messages in groups: one thread takes what waits, has it done and kept in one transaction, and lets the answers go after the
 * commit, so that many senders share a flush of the write-ahead log. A group in which one cannot be done is halved until that one
 * is alone. While the database is away everybody is answered AE at once, and the thread asks for it until it is back.
 */
@Component
class GroupWriter implements InitializingBean, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);
    private static final int LARGEST_GROUP = 256;

    /** How often a group is tried that another hub, or a delivery, came in the way of. */
    private static final int MOST_TRIES = 5;

    /** Longer than this nobody waits for the database. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How often a database that is away is asked for. */
    private static final Duration PROBE = Duration.ofMillis(500);

    private final MessageLedger ledger;
    private final GroupWork work;
    private final BlockingQueue<Incoming> queue = new LinkedBlockingQueue<>();
    private final List<Incoming> waiting = new ArrayList<>();

    private final Thread writer = new Thread(this::run, "hl7-group-writer");
    private final ExecutorService answering =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "hl7-answers"));
    private volatile boolean closed;
    private volatile boolean away;
    /** Since when the writer is at the database, by {@link System#nanoTime}; 0 while it is not. */
    private volatile long busySince;

    GroupWriter(MessageLedger ledger, GroupWork work) {
        this.ledger = ledger;
        this.work = work;
    }

    @Override
    public void afterPropertiesSet() {
        writer.setDaemon(true);
        writer.start();
    }

    /** Puts a message into the next group; its answer is completed when that is committed. */
    void submit(Incoming message) {
        queue.add(message);
        if (closed || !answers()) {
            refuseQueue();
        }
    }

    /** Whether the ledger answers, as far as is known. */
    boolean answers() {
        long since = busySince;
        return !away && (since == 0 || System.nanoTime() - since < PATIENCE.toNanos());
    }

    private void run() {
        try {
            while (!closed) {
                if (away) {
                    probe();
                } else {
                    doNext();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            refuseAll();
        }
    }

    private void doNext() throws InterruptedException {
        if (waiting.isEmpty()) {
            waiting.add(queue.take());
        }
        queue.drainTo(waiting, Math.max(0, 2 * LARGEST_GROUP - waiting.size()));
        List<Incoming> group = Groups.next(waiting, LARGEST_GROUP);
        busySince = System.nanoTime();
        doGroup(group);
        busySince = 0;
    }

    private void doGroup(List<Incoming> group) {
        for (int tries = 1; ; tries++) {
            try {
                answer(group, work.doAll(group));
                return;
            } catch (ConcurrencyFailureException | DuplicateKeyException e) {
                if (tries == MOST_TRIES) {
                    divide(group, e);
                    return;
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                divide(group, e);
                return;
            }
        }
    }

    /** One that cannot be done must not take the others with it. */
    private void divide(List<Incoming> group, Throwable failure) {
        if (!(failure instanceof Hl7RejectedException) && !ledgerAnswers(failure)) {
            away = true;
            refuse(group);
        } else if (group.size() > 1) {
            int half = group.size() / 2;
            doGroup(group.subList(0, half));
            doGroup(group.subList(half, group.size()));
        } else {
            Answer answer = failure instanceof Hl7RejectedException rejected
                    ? Answer.of(rejected)
                    : Answer.failed(
                            group.get(0).header().type(), group.get(0).partner().name(), failure);
            keepRefused(group, answer);
        }
    }

    private void keepRefused(List<Incoming> single, Answer answer) {
        try {
            answer(single, work.refuse(single.get(0), answer));
        } catch (DataAccessException e) {
            away = !ledgerAnswers(e);
            if (!away) {
                Answer.failed(
                        single.get(0).header().type(), single.get(0).partner().name(), e);
            }
            refuse(single);
        }
    }

    private boolean ledgerAnswers(Throwable failure) {
        try {
            ledger.ping();
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "The ledger of HL7 messages does not answer: {}",
                    failure.getClass().getSimpleName());
            return false;
        }
    }

    private void answer(List<Incoming> group, List<byte[]> acknowledgements) {
        answering.execute(() -> {
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(acknowledgements.get(i));
            }
        });
    }

    private void refuse(List<Incoming> group) {
        List<Incoming> refused = List.copyOf(group);
        answer(refused, refused.stream().map(work::away).toList());
    }

    private void refuseQueue() {
        List<Incoming> refused = new ArrayList<>();
        queue.drainTo(refused);
        refuse(refused);
    }

    private void refuseAll() {
        refuse(waiting);
        waiting.clear();
        refuseQueue();
    }

    private void probe() throws InterruptedException {
        refuseAll();
        // put back it would wait for the end of the question below, since who handed it in has looked for it already
        Optional.ofNullable(queue.poll(PROBE.toMillis(), TimeUnit.MILLISECONDS))
                .ifPresent(message -> refuse(List.of(message)));
        try {
            ledger.ping();
            away = false;
            log.info("The ledger of HL7 messages answers again.");
        } catch (DataAccessException e) {
            log.debug("The ledger does not answer yet: {}", e.getClass().getSimpleName());
        }
    }

    /** Ends the group at work and refuses all others. */
    @Override
    public void destroy() throws InterruptedException {
        closed = true;
        writer.interrupt();
        writer.join(PATIENCE.toMillis());
        refuseAll();
        answering.shutdown();
        answering.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
