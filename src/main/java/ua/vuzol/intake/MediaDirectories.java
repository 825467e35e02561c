package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DirectoryRecord;

/**
 * DICOMDIRs (PS3.3 F) as evidence of what belongs to a medium: the files it names are taken by themselves, and after a while
 * it is told which did not come. Methods run in the caller's transaction.
 */
@Component
class MediaDirectories {
    /** How long nothing may come from the source, before what has not come is missed. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    /** A source from which something comes all the time is not waited for any longer. */
    private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);

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
     * Notes what DICOMDIRs name.
     *
     * @param file the DICOMDIR, or the archive that they are in
     * @throws UnreadableInputException if one cannot be read
     */
    void expect(LandedFile file, List<Path> directories) {
        Map<String, String> named = new LinkedHashMap<>();
        directories.forEach(directory -> addReferences(directory, named));
        jdbc.sql(
                        """
                        insert into media_directory (file_id, source, instances, files)
                        values (:file, :source, :instances, :files)
                        on conflict (file_id) do update
                            set instances = excluded.instances, files = excluded.files, noted_at = clock_timestamp()
                        """)
                .param("file", file.id())
                .param("source", file.source())
                .param("instances", named.keySet().toArray(String[]::new))
                .param("files", named.values().toArray(String[]::new))
                .update();
        history.directory(file.id(), named.size());
    }

    /** @param to file names by SOP Instance UIDs: an object that is referred to twice is one */
    private static void addReferences(Path directory, Map<String, String> to) {
        try {
            Deque<DirectoryRecord> open = new ArrayDeque<>(
                    DirectoryRecord.tree(DicomReader.read(directory).dataSet()));
            while (!open.isEmpty()) {
                DirectoryRecord record = open.pop();
                if (record.isInUse()) {
                    record.attributes()
                            .string(Tag.ReferencedSOPInstanceUIDInFile)
                            .ifPresent(uid -> to.putIfAbsent(storable(uid), storable(fileOf(record, uid))));
                    record.lower().forEach(open::push);
                }
            }
        } catch (DicomException e) {
            throw new UnreadableInputException("The DICOMDIR cannot be read: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UncheckedIOException("A DICOMDIR of the landing store cannot be read", e);
        }
    }

    private static String fileOf(DirectoryRecord record, String uid) {
        return record.referencedFile().isEmpty() ? uid : String.join("/", record.referencedFile());
    }

    /** PostgreSQL's text has no U+0000. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private record Due(long fileId, int all, List<String> missing) {}

    /**
     * Looks whether all has come that DICOMDIRs name whose sources have been still for a while. One that lacks some is set
     * aside with their names; a replay of it looks again.
     */
    void judgeDue() {
        List<Due> due = jdbc.sql(
                        """
                        with due as (
                            delete from media_directory d
                            where noted_at < clock_timestamp() - make_interval(secs => :longest)
                               or noted_at > clock_timestamp() + interval '1 minute' -- the clock was set back
                               or noted_at < clock_timestamp() - make_interval(secs => :patience)
                                  and not exists (
                                      select from landed_file f
                                      where f.source = d.source
                                        and f.landed_at > clock_timestamp() - make_interval(secs => :patience))
                            returning file_id, instances, files
                        )
                        select file_id, cardinality(instances) as all_of_it,
                               array(select named.file from unnest(instances, files) as named (uid, file)
                                     where not exists (select from received_object where object_uid = uid)
                                       and not exists (select from received_object
                                                       where sop_instance = uid and landed_file_id is not null)
                               ) as missing
                        from due
                        """)
                .param("patience", PATIENCE.toSeconds())
                .param("longest", LONGEST_PATIENCE.toSeconds())
                .query((row, i) -> new Due(row.getLong("file_id"), row.getInt("all_of_it"), List.of((String[])
                        row.getArray("missing").getArray())))
                .list();
        for (Due directory : due) {
            if (directory.missing().isEmpty()) {
                history.directoryComplete(directory.fileId(), directory.all());
            } else {
                ledger.landAgain(directory.fileId());
                quarantining.file(
                        directory.fileId(),
                        "Of the " + directory.all() + " objects that the DICOMDIR names, "
                                + directory.missing().size() + " did not come: "
                                + History.firstOf(directory.missing())
                                + ". Copy the missing files into the folder and replay.");
            }
        }
    }
}
