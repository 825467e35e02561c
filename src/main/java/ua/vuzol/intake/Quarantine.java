package ua.vuzol.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What could not be understood, and how it is tried again once the cause is mended. */
@Service
public class Quarantine {
    private final QuarantineTable table;
    private final Ledger ledger;
    private final Examinations examinations;
    private final Intake intake;
    private final History history;
    private final ReceivedQuarantine received;
    private final TransactionTemplate transaction;

    Quarantine(
            QuarantineTable table,
            Ledger ledger,
            Examinations examinations,
            Intake intake,
            History history,
            ReceivedQuarantine received,
            TransactionTemplate transaction) {
        this.table = table;
        this.ledger = ledger;
        this.examinations = examinations;
        this.intake = intake;
        this.history = history;
        this.received = received;
        this.transaction = transaction;
    }

    /** What is in quarantine, newest first, at most 1,000 entries. */
    public List<QuarantineEntry> open() {
        return table.open().stream().map(QuarantineTable.Row::entry).toList();
    }

    /** An entry, also one that was released. */
    public Optional<QuarantineEntry> find(long id) {
        return table.find(id).map(QuarantineTable.Row::entry);
    }

    /**
     * Tries an entry again, from the start: its files are assembled anew, since the profile may have changed.
     *
     * @throws NoSuchElementException if there is no such entry
     */
    public ReplayOutcome replay(long id) {
        QuarantineTable.Row row = require(id);
        if (row.receivedId().isPresent()) {
            return received.replay(row, row.receivedId().get());
        }
        if (row.fileId().isEmpty() && row.examinationId().isEmpty()) {
            return new ReplayOutcome(
                    row.entry().releasedAt().isPresent(), row.entry().reason());
        }
        Optional<List<Long>> released = transaction.execute(status -> release(row));
        if (released.isEmpty()) {
            return new ReplayOutcome(true, "The entry was taken out of quarantine before.");
        }
        List<Long> files = released.get();
        List<Long> touched = new ArrayList<>(row.examinationId().stream().toList());
        for (long file : files) {
            touched.addAll(intake.assemble(file));
            ledger.find(file).flatMap(LandedFile::examinationId).ifPresent(touched::add);
        }
        List<Long> examinationIds = touched.stream().distinct().toList();
        examinationIds.forEach(intake::convert);
        return outcome(files, examinationIds);
    }

    /**
     * Takes an object that contradicts one in the archive as a correction: it takes the place of the other, which stays
     * retrievable as a version.
     *
     * @param who decided so, for the timeline
     * @return not succeeded if the entry is no such object, or if it still contradicts others
     * @throws NoSuchElementException if there is no such entry
     */
    public ReplayOutcome accept(long id, String who) {
        QuarantineTable.Row row = require(id);
        return row.receivedId()
                .map(object -> received.accept(row, object, who))
                .orElseGet(() -> new ReplayOutcome(false, "Only a received DICOM object can be accepted; replay it."));
    }

    private QuarantineTable.Row require(long id) {
        return table.find(id).orElseThrow(() -> new NoSuchElementException("There is no quarantine entry " + id + "."));
    }

    /** Returns the files that are to be assembled anew; empty if somebody else has released the entry. */
    private Optional<List<Long>> release(QuarantineTable.Row row) {
        if (!table.claim(row.entry().id())) {
            return Optional.empty();
        }
        List<Long> files = new ArrayList<>(row
                .fileId()
                .flatMap(ledger::lock)
                .filter(file -> file.state() == FileState.QUARANTINED)
                .map(LandedFile::id)
                .stream()
                .toList());
        row.examinationId()
                .flatMap(examinations::lock)
                .filter(examination -> examination.state() == Examination.State.QUARANTINED)
                .ifPresent(examination -> {
                    ledger.imagesOf(examination.id()).stream()
                            .filter(image -> image.state() != FileState.CONVERTED)
                            .forEach(image -> files.add(image.id()));
                    examinations.recordOf(examination).ifPresent(record -> files.add(record.fileId()));
                    examinations.reopen(examination.id());
                });
        files.forEach(ledger::landAgain);
        history.replayed(row.fileId(), row.examinationId());
        return Optional.of(files);
    }

    private ReplayOutcome outcome(List<Long> files, List<Long> examinationIds) {
        Optional<String> again = table.reasonOf(files, examinationIds);
        if (again.isPresent()) {
            return new ReplayOutcome(false, "In quarantine again: " + again.get());
        }
        List<String> studies = examinationIds.stream()
                .flatMap(id -> examinations.find(id).stream())
                .flatMap(examination -> examination.studyUid().stream())
                .distinct()
                .toList();
        return new ReplayOutcome(
                true,
                studies.isEmpty()
                        ? "Out of quarantine; it waits for the other parts of its examination."
                        : "Converted: study " + String.join(", ", studies) + ".");
    }
}
