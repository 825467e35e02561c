package ua.vuzol.camel.dicom;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The associations with one peer: those that rest, and places for as many as there may be. */
final class PeerPool {

    /** Who calls whom where. */
    record Place(String callingAeTitle, String calledAeTitle, String host, int port) {}

    /**
     * A place, and what is in it.
     *
     * @param resting an association that fits
     * @param evicted one that does not fit and had the place; it is to be ended before another is requested
     */
    record Grant(Optional<PooledAssociation> resting, Optional<PooledAssociation> evicted) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** The one that was used last first. */
    private final Deque<PooledAssociation> resting = new ArrayDeque<>();

    private int places;
    private Proposal usual = Proposal.VERIFICATION;

    /** Takes a place, waiting for one; empty if there is none in time. */
    Optional<Grant> take(PeerSettings settings, Proposal needed, int most, Duration patience)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = patience.toNanos();
            Optional<Grant> grant = grant(settings, needed, most);
            while (grant.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
                grant = grant(settings, needed, most);
            }
            return grant;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Grant> grant(PeerSettings settings, Proposal needed, int most) {
        Optional<PooledAssociation> fitting = fitting(settings, needed);
        if (fitting.isPresent()) {
            return Optional.of(new Grant(fitting, Optional.empty()));
        }
        if (places < most) {
            places++;
            return Optional.of(new Grant(Optional.empty(), Optional.empty()));
        }
        return Optional.ofNullable(resting.pollLast())
                .map(evicted -> new Grant(Optional.empty(), Optional.of(evicted)));
    }

    private Optional<PooledAssociation> fitting(PeerSettings settings, Proposal needed) {
        Iterator<PooledAssociation> each = resting.iterator();
        while (each.hasNext()) {
            PooledAssociation one = each.next();
            if (one.serves(settings, needed)) {
                each.remove();
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** What is needed now and what was before, so that a study of several SOP classes goes over one association. */
    Proposal usualWith(Proposal needed) {
        lock.lock();
        try {
            usual = needed.and(usual);
            return usual;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back with an association that can be used again. */
    void rest(PooledAssociation association) {
        lock.lock();
        try {
            resting.addFirst(association);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back empty. */
    void free() {
        lock.lock();
        try {
            places--;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those of which it is so; each has its place until {@link #free}. */
    List<PooledAssociation> remove(Predicate<PooledAssociation> which) {
        lock.lock();
        try {
            List<PooledAssociation> removed = resting.stream().filter(which).toList();
            resting.removeAll(removed);
            return removed;
        } finally {
            lock.unlock();
        }
    }
}
