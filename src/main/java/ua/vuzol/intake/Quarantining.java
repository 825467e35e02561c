package ua.vuzol.intake;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sets inputs aside. Its methods run in the caller's transaction, but for {@link #unreadable}. */
@Component
class Quarantining {
    private final QuarantineTable table;
    private final Ledger ledger;
    private final Examinations examinations;
    private final History history;

    Quarantining(QuarantineTable table, Ledger ledger, Examinations examinations, History history) {
        this.table = table;
        this.ledger = ledger;
        this.examinations = examinations;
        this.history = history;
    }

    /** Does nothing if the file went on meanwhile. */
    void file(long fileId, String reason) {
        ledger.lock(fileId).filter(file -> file.state() == FileState.LANDED).ifPresent(file -> {
            ledger.setState(fileId, FileState.QUARANTINED);
            table.add(file.source(), reason, Optional.of(fileId), Optional.empty());
            history.quarantined(Optional.of(fileId), Optional.empty(), reason);
        });
    }

    /** Does nothing if the examination went on since it was judged, or something has come for it. */
    void examination(Examination judged, String reason) {
        examinations
                .lock(judged.id())
                .filter(now -> now.state() == Examination.State.OPEN)
                .filter(now -> now.touches() == judged.touches())
                .ifPresent(now -> {
                    examinations.quarantine(now.id());
                    table.add(now.source(), reason, Optional.empty(), Optional.of(now.id()));
                    history.quarantined(Optional.empty(), Optional.of(now.id()), reason);
                });
    }

    /** @param conflict whether the archive has another object under its UID */
    void received(ReceivedObject object, String reason, boolean conflict) {
        table.addReceived(object.source(), reason, object.id(), conflict);
    }

    /** A file that the hub cannot even copy: only its name is kept. */
    void unreadable(String source, String name) {
        table.addUnreadable(
                source,
                "The hub may not read the file " + name
                        + "; it lies in the failed folder. Give the hub the right to read it and put it back.",
                name);
    }

    /** A file that could not be read has landed after all. */
    void readable(String source, String name) {
        table.releaseUnreadable(source, name);
    }

    /** A part of an examination that was set aside came: it is tried again. */
    void reopen(Examination examination) {
        table.release(Optional.empty(), Optional.of(examination.id()));
        examinations.reopen(examination.id());
        history.reopened(examination);
    }

    /**
     * A content came again: what was set aside or stood back for another is tried again, and a sidecar says again what it
     * says.
     */
    void reconsider(long fileId) {
        LandedFile file = ledger.lock(fileId).orElseThrow();
        if (file.state() == FileState.QUARANTINED) {
            table.release(Optional.of(fileId), Optional.empty());
            history.replayed(Optional.of(fileId), Optional.empty());
        }
        Optional<Examination.State> examination =
                file.examinationId().flatMap(examinations::find).map(Examination::state);
        boolean again =
                switch (file.state()) {
                    case QUARANTINED -> true;
                    case ASSEMBLED -> examination.isEmpty() || examination.get() == Examination.State.QUARANTINED;
                    case SUPERSEDED -> examination.isPresent() && examination.get() != Examination.State.CONVERTED;
                    case LANDED, CONVERTED -> false;
                };
        if (again) {
            ledger.landAgain(fileId);
        }
    }
}
