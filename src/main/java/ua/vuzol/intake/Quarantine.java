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
    private final TransactionTemplate transaction;

    Quarantine(
            QuarantineTable table,
            Ledger ledger,
            Examinations examinations,
            Intake intake,
            History history,
            TransactionTemplate transaction) {
        this.table = table;
        this.ledger = ledger;
        this.examinations = examinations;
        this.intake = intake;
        this.history = history;
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
        QuarantineTable.Row row = table.find(id)
                .orElseThrow(() -> new NoSuchElementException("There is no quarantine entry " + id + "."));
        if (row.entry().releasedAt().isPresent()) {
            return new ReplayOutcome(true, "The entry was taken out of quarantine before.");
        }
        if (row.fileId().isEmpty() && row.examinationId().isEmpty()) {
            return new ReplayOutcome(false, row.entry().reason());
        }
        List<Long> files = transaction.execute(status -> release(row));
        List<Long> touched = new ArrayList<>(row.examinationId().stream().toList());
        for (long file : files) {
            touched.addAll(intake.assemble(file));
            ledger.find(file).flatMap(LandedFile::examinationId).ifPresent(touched::add);
        }
        touched.stream().distinct().forEach(intake::convert);
        return outcome(files, touched.stream().distinct().toList());
    }

    /** Returns the files that are to be assembled anew. */
    private List<Long> release(QuarantineTable.Row row) {
        List<Long> files = new ArrayList<>(row.fileId().stream().toList());
        row.examinationId().flatMap(examinations::lock).ifPresent(examination -> {
            ledger.imagesOf(examination.id()).stream()
                    .filter(image -> image.state() != FileState.CONVERTED)
                    .forEach(image -> files.add(image.id()));
            examinations.recordOf(examination).ifPresent(record -> files.add(record.fileId()));
            examinations.reopen(examination.id());
        });
        files.forEach(file -> ledger.setState(file, FileState.LANDED));
        table.release(row.fileId(), row.examinationId());
        history.replayed(row.fileId(), row.examinationId());
        return files;
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
