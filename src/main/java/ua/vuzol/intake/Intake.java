package ua.vuzol.intake;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.text.Text;

/**
 * The steps of the journey from a dropped file to the archive. Routes call them in turn; between them goes only a number.
 * Each step may be called again at any time: what is done already is not done twice.
 */
@Service
public class Intake {
    private static final Duration SIGNAL_PATIENCE = Duration.ofMinutes(5);
    private static final Duration SIGHT = Duration.ofSeconds(30);

    private final LandingStore landing;
    private final Ledger ledger;
    private final Examinations examinations;
    private final Assembly assembly;
    private final Completeness completeness;
    private final Conversion conversion;
    private final Quarantining quarantining;
    private final History history;
    private final Text text;
    private final TransactionTemplate transaction;

    Intake(
            LandingStore landing,
            Ledger ledger,
            Examinations examinations,
            Assembly assembly,
            Completeness completeness,
            Conversion conversion,
            Quarantining quarantining,
            History history,
            Text text,
            TransactionTemplate transaction) {
        this.landing = landing;
        this.ledger = ledger;
        this.examinations = examinations;
        this.assembly = assembly;
        this.completeness = completeness;
        this.conversion = conversion;
        this.quarantining = quarantining;
        this.history = history;
        this.text = text;
        this.transaction = transaction;
    }

    /**
     * Makes a dropped file safe: when this returns, its bytes are synced to the landing store and the ledger knows it.
     *
     * @param file where it lies
     * @param source whose file it is
     * @param name relative to the watched folder
     * @return the file's number in the ledger, the same one if the same content came before
     * @throws AccessDeniedException if the hub may not read the file, which is then told in the quarantine
     * @throws LandingException if it cannot be taken now
     */
    public long land(
            @Body Path file, @Header("CamelFileDropSource") String source, @Header("CamelFileDropName") String name)
            throws AccessDeniedException {
        LandingStore.Copy copy;
        try {
            copy = landing.take(file);
        } catch (AccessDeniedException e) {
            quarantining.unreadable(source, name);
            throw e;
        }
        try {
            return transaction.execute(status -> enter(source, name, copy));
        } catch (DataAccessException | TransactionException e) {
            throw new LandingException(
                    "The ledger does not answer: " + e.getClass().getSimpleName());
        }
    }

    private long enter(String source, String name, LandingStore.Copy copy) {
        Ledger.Entry entry = ledger.enter(source, copy, name);
        quarantining.readable(source, name);
        if (entry.firstTime()) {
            history.landed(entry.fileId(), source, name, text.latinFileName(name), copy.size());
        } else if (entry.newName()) {
            history.seenAgain(entry.fileId(), name);
        }
        if (!entry.firstTime()) {
            quarantining.reconsider(entry.fileId());
        }
        return entry.fileId();
    }

    /**
     * Finds out what a landed file is and puts it to its examination.
     *
     * @return the numbers of the examinations that are now complete
     */
    public List<Long> assemble(long fileId) {
        FailurePolicy policy = new FailurePolicy(
                () -> transaction.execute(status -> ledger.countFailure(fileId)),
                reason -> transaction.executeWithoutResult(status -> quarantining.file(fileId, reason)));
        List<Long> complete = new ArrayList<>();
        policy.run(
                "Assembly of file " + fileId,
                () -> complete.addAll(transaction.execute(
                        status -> ledger.lock(fileId).map(this::place).orElseGet(List::of))));
        return complete.stream().filter(this::signalIfReady).toList();
    }

    private List<Long> place(LandedFile file) {
        return switch (file.state()) {
            case LANDED -> assembly.place(file);
            case ASSEMBLED -> file.examinationId().stream().toList();
            case CONVERTED, SUPERSEDED, QUARANTINED -> List.of();
        };
    }

    private boolean signalIfReady(long examinationId) {
        boolean[] ready = new boolean[1];
        judge(examinationId, examinations::lock, (examination, parts) -> {
            examinations.signalled(examination.id());
            ready[0] = true;
        });
        return ready[0];
    }

    /** Converts an examination if it is complete, and stores the objects; leaves it to another worker that is at it. */
    public void convert(long examinationId) {
        judge(examinationId, examinations::lockIfFree, conversion::convert);
    }

    private interface ReadyStep {
        void run(Examination examination, Readiness.Ready parts);
    }

    /** Looks at an examination and, if it is ready, takes a step with it, in one transaction. */
    private void judge(long examinationId, LongFunction<Optional<Examination>> lock, ReadyStep step) {
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
                            act(examination, step);
                        })));
    }

    private void act(Examination examination, ReadyStep step) {
        Readiness readiness = completeness.readiness(examination);
        if (readiness instanceof Readiness.Ready ready) {
            step.run(examination, ready);
        } else if (readiness instanceof Readiness.Waiting waiting) {
            // at least every half minute, since an image and the row of a journal may pass each other unseen
            Instant soon = Instant.now().plus(SIGHT);
            examinations.lookAgainAt(examination.id(), waiting.until().isBefore(soon) ? waiting.until() : soon);
        } else if (readiness instanceof Readiness.Hopeless hopeless) {
            throw new UnreadableInputException(hopeless.reason());
        } else {
            examinations.finished(examination);
        }
    }

    /** At a start: signals that were given before may be lost, so all are given again. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetSignals() {
        ledger.forgetSignals();
        examinations.forgetSignals();
    }

    /** Landed files whose signal was lost: they are to be assembled. */
    public List<Long> unsignalledFiles() {
        return ledger.takeUnsignalled(SIGNAL_PATIENCE);
    }

    /** Examinations that are to be looked at now: they have settled, waited long enough, or their signal was lost. */
    public List<Long> dueExaminations() {
        return examinations.takeDue();
    }
}
