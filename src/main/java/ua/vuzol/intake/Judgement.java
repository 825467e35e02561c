package ua.vuzol.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at an examination and does what its parts call for, in one transaction: wait, convert, or set it aside. */
@Component
class Judgement {
    /** An examination that waits is looked at so often, since an image and the row of a journal may pass unseen. */
    private static final Duration SIGHT = Duration.ofSeconds(30);

    private final Examinations examinations;
    private final Completeness completeness;
    private final Conversion conversion;
    private final Quarantining quarantining;
    private final TransactionTemplate transaction;

    Judgement(
            Examinations examinations,
            Completeness completeness,
            Conversion conversion,
            Quarantining quarantining,
            TransactionTemplate transaction) {
        this.examinations = examinations;
        this.completeness = completeness;
        this.conversion = conversion;
        this.quarantining = quarantining;
        this.transaction = transaction;
    }

    /** Whether the examination can be converted now; if so it counts as signalled. */
    boolean isToBeSignalled(long examinationId) {
        AtomicReference<Boolean> ready = new AtomicReference<>(false);
        judge(examinationId, examinations::lock, (examination, parts) -> {
            examinations.signalled(examination.id());
            ready.set(true);
        });
        return ready.get();
    }

    /** Converts the examination if it is complete; leaves it to another worker that is at it. */
    void convert(long examinationId) {
        judge(examinationId, examinations::lockIfFree, conversion::convert);
    }

    private void judge(
            long examinationId,
            LongFunction<Optional<Examination>> lock,
            BiConsumer<Examination, Readiness.Ready> whenReady) {
        AtomicReference<Examination> judged = new AtomicReference<>();
        FailurePolicy policy = new FailurePolicy(
                () -> transaction.execute(status -> examinations.countFailure(examinationId)),
                reason -> transaction.executeWithoutResult(status -> quarantining.examination(judged.get(), reason)));
        policy.run(
                "Examination " + examinationId,
                () -> transaction.executeWithoutResult(status -> lock.apply(examinationId)
                        .filter(each -> each.state() == Examination.State.OPEN)
                        .ifPresent(examination -> {
                            judged.set(examination);
                            act(examination, whenReady);
                        })));
    }

    private void act(Examination examination, BiConsumer<Examination, Readiness.Ready> whenReady) {
        Readiness readiness = completeness.readiness(examination);
        if (readiness instanceof Readiness.Ready ready) {
            whenReady.accept(examination, ready);
        } else if (readiness instanceof Readiness.Waiting waiting) {
            Instant soon = Instant.now().plus(SIGHT);
            examinations.lookAgainAt(examination.id(), waiting.until().isBefore(soon) ? waiting.until() : soon);
        } else if (readiness instanceof Readiness.Hopeless hopeless) {
            throw new UnreadableInputException(hopeless.reason());
        } else {
            examinations.finished(examination);
        }
    }
}
