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

    void file(long fileId, String reason) {
        LandedFile file = ledger.find(fileId).orElseThrow();
        ledger.setState(fileId, FileState.QUARANTINED);
        table.add(file.source(), reason, Optional.of(fileId), Optional.empty());
        history.quarantined(Optional.of(fileId), Optional.empty(), reason);
    }

    void examination(long examinationId, String reason) {
        Examination examination = examinations.find(examinationId).orElseThrow();
        examinations.quarantine(examinationId);
        table.add(examination.source(), reason, Optional.empty(), Optional.of(examinationId));
        history.quarantined(Optional.empty(), Optional.of(examinationId), reason);
    }

    /** A file that the hub cannot even copy: only its name is kept. */
    void unreadable(String source, String name) {
        table.add(
                source,
                "The hub may not read the file " + name
                        + "; it lies in the failed folder. Give the hub the right to read it and put it back.",
                Optional.empty(),
                Optional.empty());
    }

    /** A part of an examination that was set aside came: it is tried again. */
    void reopen(Examination examination) {
        table.release(Optional.empty(), Optional.of(examination.id()));
        examinations.reopen(examination.id());
        history.reopened(examination);
    }

    /** A content that was set aside came again: it is tried again. */
    void reconsider(long fileId) {
        LandedFile file = ledger.lock(fileId).orElseThrow();
        if (file.state() == FileState.QUARANTINED) {
            table.release(Optional.of(fileId), Optional.empty());
            ledger.setState(fileId, FileState.LANDED);
            history.replayed(Optional.of(fileId), Optional.empty());
        }
    }
}
