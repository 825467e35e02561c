package ua.vuzol.intake;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.archive.ConflictException;
import ua.vuzol.registry.PatientConflictException;

/** Received objects in quarantine: tried again, or accepted by a person. */
@Component
class ReceivedQuarantine {
    private final QuarantineTable table;
    private final ReceivedObjects objects;
    private final Normalisation normalisation;
    private final ReceivedHistory history;
    private final TransactionTemplate transaction;

    ReceivedQuarantine(
            QuarantineTable table,
            ReceivedObjects objects,
            Normalisation normalisation,
            ReceivedHistory history,
            TransactionTemplate transaction) {
        this.table = table;
        this.objects = objects;
        this.normalisation = normalisation;
        this.history = history;
        this.transaction = transaction;
    }

    ReplayOutcome replay(QuarantineTable.Row entry, long receivedId) {
        boolean claimed = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean ours = table.claim(entry.entry().id());
            objects.lock(receivedId)
                    .filter(row -> ours && row.state() == ReceivedState.QUARANTINED)
                    .ifPresent(row -> {
                        objects.landAgain(receivedId);
                        history.replayed(receivedId);
                    });
            return ours;
        }));
        if (!claimed) {
            return new ReplayOutcome(true, "The entry was taken out of quarantine before.");
        }
        normalisation.normalise(List.of(receivedId));
        return outcome(receivedId);
    }

    private ReplayOutcome outcome(long receivedId) {
        return table.reasonOfReceived(receivedId)
                .map(reason -> new ReplayOutcome(false, "In quarantine again: " + reason))
                .orElseGet(() -> new ReplayOutcome(
                        true,
                        objects.find(receivedId)
                                .flatMap(ReceivedObject::studyUid)
                                .map(study -> "Stored: study " + study + ".")
                                .orElse("Out of quarantine.")));
    }

    /** A person takes the object as a correction of the one that the archive has. */
    ReplayOutcome accept(QuarantineTable.Row entry, long receivedId, String who) {
        if (!entry.entry().acceptable()) {
            return new ReplayOutcome(
                    false, "The entry is no contradiction to an object in the archive; mend the cause and replay it.");
        }
        try {
            return transaction.execute(status -> {
                ReceivedObject row = objects.lock(receivedId).orElseThrow();
                if (!table.claim(entry.entry().id()) || row.state() != ReceivedState.QUARANTINED) {
                    return new ReplayOutcome(true, "The entry was taken out of quarantine before.");
                }
                normalisation.replace(row, who);
                return new ReplayOutcome(true, "It is in the archive now; the older object is kept as a version.");
            });
        } catch (UnreadableInputException | ConflictException | PatientConflictException e) {
            return new ReplayOutcome(false, e.getMessage());
        }
    }
}
