package ua.vuzol.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.archive.ConflictException;
import ua.vuzol.archive.StoreOutcome;
import ua.vuzol.intake.ReadObject.Normal;
import ua.vuzol.intake.ReceivedObjects.Settled;
import ua.vuzol.worklist.WorklistItem;

/**
 * Brings received objects into the archive, a batch in one transaction. A batch that fails is tried object by object, so that
 * a bad one holds up no other.
 */
@Component
class Normalisation {
    private static final Logger log = LoggerFactory.getLogger(Normalisation.class);

    /** Of files that are read at a time, so that what is in the heap of them has a bound. */
    private static final long MOST_BYTES_AT_ONCE = 32L << 20;

    private final ReceivedObjects objects;
    private final Preparation preparation;
    private final Duplicates duplicates;
    private final Archiving archiving;
    private final Quarantining quarantining;
    private final ReceivedHistory history;
    private final TransactionTemplate transaction;

    Normalisation(
            ReceivedObjects objects,
            Preparation preparation,
            Duplicates duplicates,
            Archiving archiving,
            Quarantining quarantining,
            ReceivedHistory history,
            TransactionTemplate transaction) {
        this.objects = objects;
        this.preparation = preparation;
        this.duplicates = duplicates;
        this.archiving = archiving;
        this.quarantining = quarantining;
        this.history = history;
        this.transaction = transaction;
    }

    /**
     * Normalises and stores those of the objects that are still to be; leaves those that another worker has.
     *
     * @throws IntakeException if it is to be tried again
     */
    void normalise(List<Long> ids) {
        if (ids.size() == 1 || !together(ids)) {
            ids.forEach(this::alone);
        }
    }

    private boolean together(List<Long> ids) {
        try {
            transaction.executeWithoutResult(status -> store(ids));
            return true;
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // what it means is judged when each object is tried by itself
            log.info(
                    "A batch of {} received objects failed by {}; each is tried by itself",
                    ids.size(),
                    e.getClass().getSimpleName());
            return false;
        }
    }

    private void alone(long id) {
        FailurePolicy policy = new FailurePolicy(
                () -> transaction.execute(status -> objects.countFailure(id)),
                reason -> transaction.executeWithoutResult(status -> objects.lock(id)
                        .filter(row -> row.state() == ReceivedState.LANDED)
                        .ifPresent(row -> setAside(row, reason))));
        policy.run("Received object " + id, () -> transaction.executeWithoutResult(status -> store(List.of(id))));
    }

    private void store(List<Long> ids) {
        List<ReceivedObject> part = new ArrayList<>();
        long bytes = 0;
        for (ReceivedObject row : objects.lockLanded(ids)) {
            if (!part.isEmpty() && bytes + row.arrival().size() > MOST_BYTES_AT_ONCE) {
                storePart(part);
                part.clear();
                bytes = 0;
            }
            part.add(row);
            bytes += row.arrival().size();
        }
        storePart(part);
    }

    private void storePart(List<ReceivedObject> rows) {
        List<Normal> batch = preparation.prepare(rows, this::setAside);
        Map<String, List<ReceivedObject>> before = duplicates.before(batch);
        List<Normal> news = new ArrayList<>();
        List<Normal> same = new ArrayList<>();
        for (Normal object : batch) {
            List<ReceivedObject> ofUid = before.computeIfAbsent(object.objectUid(), any -> new ArrayList<>());
            boolean known =
                    !ofUid.isEmpty() && duplicates.same(object.row(), ofUid).isPresent();
            (known ? same : news).add(object);
            ofUid.add(object.row());
        }
        settle(news, same, before);
    }

    private void settle(List<Normal> news, List<Normal> same, Map<String, List<ReceivedObject>> before) {
        history.arrived(news);
        List<Settled> settled = new ArrayList<>();
        List<Normal> stored = new ArrayList<>();
        List<StoreOutcome> outcomes = archiving.store(news);
        for (int i = 0; i < news.size(); i++) {
            Normal object = news.get(i);
            if (outcomes.get(i) instanceof StoreOutcome.Conflict conflict) {
                setAside(object, conflict.reason(), before.get(object.objectUid()));
                settled.add(settled(object, ReceivedState.QUARANTINED));
            } else if (outcomes.get(i) instanceof StoreOutcome.Stored) {
                stored.add(object);
                settled.add(settled(object, ReceivedState.STORED));
            } else {
                same.add(object);
            }
        }
        same.forEach(object -> settled.add(settled(object, ReceivedState.SAME)));
        objects.settle(settled);
        history.stored(stored);
        history.same(same);
    }

    private static Settled settled(Normal object, ReceivedState state) {
        return new Settled(object.row().id(), state, Optional.of(object.studyUid()), Optional.of(object.objectUid()));
    }

    /** What cannot be understood. */
    private void setAside(ReceivedObject row, String reason) {
        quarantining.received(row, reason, false);
        objects.settle(List.of(new Settled(row.id(), ReceivedState.QUARANTINED, Optional.empty(), Optional.empty())));
        history.quarantined(row.id(), reason, List.of());
    }

    /** What contradicts the archive: the timelines of both studies tell of it. */
    private void setAside(Normal object, String reason, List<ReceivedObject> before) {
        quarantining.received(object.row(), reason, true);
        List<String> studies = new ArrayList<>(List.of(object.studyUid()));
        before.forEach(other -> other.studyUid().ifPresent(studies::add));
        history.quarantined(object.row().id(), reason, studies);
    }

    /**
     * Makes an object in the archive anew from what came, by what is known of its order now; where it is another then, that takes
     * its place. In the caller's transaction.
     */
    void remake(ReceivedObject row) {
        Normal object = prepared(row);
        archiving.assign(object);
        archiving.replace(object);
    }

    /** The steps that the study of an object may be of. */
    List<WorklistItem> candidates(ReceivedObject row) {
        return preparation.candidates(row);
    }

    private Normal prepared(ReceivedObject row) {
        return preparation
                .prepare(List.of(row), (unreadable, reason) -> {
                    throw new UnreadableInputException(reason);
                })
                .get(0);
    }

    /**
     * Stores an object in quarantine in place of the one that the archive has under its UID, in the caller's transaction.
     *
     * @param who decided so
     * @throws UnreadableInputException if it cannot be understood
     * @throws ConflictException if its series or study contradicts others
     */
    void replace(ReceivedObject row, String who) {
        Normal object = prepared(row);
        archiving.replace(object);
        objects.settle(List.of(settled(object, ReceivedState.STORED)));
        history.accepted(object, who);
    }
}
