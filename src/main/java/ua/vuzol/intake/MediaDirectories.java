package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DirectoryRecord;

/**
 * DICOMDIRs (PS3.3 F) as evidence of what belongs to a medium: the files it names are taken by themselves, and after a while
 * it is told which did not come.
 */
@Component
class MediaDirectories {
    /** How long the files of a medium may take to be copied into the folder and taken. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Quarantining quarantining;
    private final History history;

    MediaDirectories(JdbcClient jdbc, Ledger ledger, Quarantining quarantining, History history) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.quarantining = quarantining;
        this.history = history;
    }

    /**
     * Notes what a DICOMDIR names.
     *
     * @param fileId the landed file that it is, or is in
     * @throws UnreadableInputException if it cannot be read
     */
    void expect(long fileId, Path directory) {
        List<String> instances = instances(directory);
        jdbc.sql(
                        """
                        insert into media_directory (file_id, instances, due_at)
                        values (:file, :instances, clock_timestamp() + make_interval(secs => :patience))
                        on conflict (file_id) do update
                            set instances = excluded.instances, due_at = excluded.due_at
                        """)
                .param("file", fileId)
                .param("instances", instances.toArray(String[]::new))
                .param("patience", PATIENCE.toSeconds())
                .update();
        history.directory(fileId, instances.size());
    }

    private static List<String> instances(Path directory) {
        List<String> instances = new ArrayList<>();
        try {
            Deque<DirectoryRecord> open = new ArrayDeque<>(
                    DirectoryRecord.tree(DicomReader.read(directory).dataSet()));
            while (!open.isEmpty()) {
                DirectoryRecord record = open.pop();
                if (record.isInUse()) {
                    record.attributes()
                            .string(Tag.ReferencedSOPInstanceUIDInFile)
                            .ifPresent(instances::add);
                    open.addAll(record.lower());
                }
            }
            return instances;
        } catch (DicomException e) {
            throw new UnreadableInputException("The DICOMDIR cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("A DICOMDIR of the landing store cannot be read", e);
        }
    }

    private record Due(long fileId, int missing, int all) {}

    /**
     * Looks whether all has come that DICOMDIRs name whose time is up, in the caller's transaction. One that lacks some is
     * set aside with their number; a replay of it looks again.
     */
    void judgeDue() {
        List<Due> due = jdbc.sql(
                        """
                        with due as (
                            delete from media_directory where due_at <= clock_timestamp() returning file_id, instances
                        )
                        select file_id, cardinality(instances) as all_of_it,
                               (select count(*) from unnest(instances) named
                                where not exists (select 1 from received_object where object_uid = named)) as missing
                        from due
                        """)
                .query((row, i) -> new Due(row.getLong("file_id"), row.getInt("missing"), row.getInt("all_of_it")))
                .list();
        for (Due directory : due) {
            if (directory.missing() == 0) {
                history.directoryComplete(directory.fileId(), directory.all());
            } else {
                ledger.landAgain(directory.fileId());
                quarantining.file(
                        directory.fileId(),
                        "Of the " + directory.all() + " objects that the DICOMDIR names, " + directory.missing()
                                + " did not come; copy the missing files into the folder and replay.");
            }
        }
    }
}
