package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.Part10Header;
import ua.vuzol.dicom.io.ReadOptions;

/**
 * Takes the DICOM objects out of what was dropped for a source of DICOM files: a file is an object, a DICOMDIR or a zip
 * archive of them. Objects go the way of those that come by C-STORE. Methods run in the caller's transaction.
 */
@Component
class DicomFiles {
    private static final ReadOptions UIDS = ReadOptions.defaults().withStopAtTag(Tag.StudyID);

    private final LandingStore landing;
    private final Ledger ledger;
    private final ReceivedObjects objects;
    private final MediaDirectories directories;
    private final ZipFiles zips;
    private final History history;

    DicomFiles(
            LandingStore landing,
            Ledger ledger,
            ReceivedObjects objects,
            MediaDirectories directories,
            ZipFiles zips,
            History history) {
        this.landing = landing;
        this.ledger = ledger;
        this.objects = objects;
        this.directories = directories;
        this.zips = zips;
        this.history = history;
    }

    /**
     * Finds out what a landed file is and enters its objects.
     *
     * @throws UnreadableInputException if it is nothing of DICOM, or damaged
     */
    void place(LandedFile file) {
        Path path = landing.resolve(file.sha256());
        if (FileSignature.of(path) == FileSignature.ZIP) {
            placeZip(file, path);
        } else {
            placeObject(file, path);
        }
        ledger.setState(file.id(), FileState.ASSEMBLED);
    }

    private void placeObject(LandedFile file, Path path) {
        Found found = look(path)
                .orElseThrow(() -> new UnreadableInputException(
                        "The file is neither a DICOM object nor a DICOMDIR nor a zip archive of them."));
        if (found.isDirectory()) {
            directories.expect(file, List.of(path));
        } else {
            enter(file, List.of(new ZipFiles.Entry(file.sha256(), landing.size(file.sha256()), found)));
        }
    }

    private void placeZip(LandedFile file, Path path) {
        ZipFiles.Content content = zips.unpack(path, DicomFiles::look);
        enter(file, content.objects());
        if (!content.directories().isEmpty()) {
            directories.expect(file, content.directories());
        }
        history.unpacked(file, content.objects().size(), content.others());
    }

    private void enter(LandedFile file, List<ZipFiles.Entry> entries) {
        List<Arrival> arrivals = new ArrayList<>();
        for (ZipFiles.Entry entry : entries) {
            Found found = entry.found();
            arrivals.add(new Arrival(
                    file.source(),
                    "",
                    "",
                    "",
                    found.sopClass(),
                    found.sopInstance(),
                    found.transferSyntax(),
                    entry.sha256(),
                    entry.size(),
                    Optional.of(file.id())));
        }
        objects.enter(arrivals);
        entries.stream()
                .map(entry -> entry.found().study())
                .filter(Uid::isValid)
                .distinct()
                .forEach(study -> history.inStudy(file, study));
    }

    /**
     * What a DICOM file says of itself.
     *
     * @param study Study Instance UID, empty where it has none
     */
    record Found(String sopClass, String sopInstance, String transferSyntax, String study) {
        boolean isDirectory() {
            return sopClass.equals(SopClass.MediaStorageDirectoryStorage);
        }
    }

    /** Empty if the file is no DICOM: devices put other files beside their objects. */
    static Optional<Found> look(Path path) {
        try {
            Part10Header header = DicomReader.readHeader(path);
            DataSet meta = header.fileMeta();
            DataSet dataSet = DicomReader.read(path, UIDS).dataSet();
            Optional<String> sopClass =
                    dataSet.string(Tag.SOPClassUID).or(() -> meta.string(Tag.MediaStorageSOPClassUID));
            boolean whatever = meta.isEmpty() && sopClass.isEmpty();
            return whatever
                    ? Optional.empty()
                    : Optional.of(new Found(
                            sopClass.orElse(""),
                            dataSet.string(Tag.SOPInstanceUID)
                                    .or(() -> meta.string(Tag.MediaStorageSOPInstanceUID))
                                    .orElse(""),
                            header.transferSyntax().uid(),
                            dataSet.string(Tag.StudyInstanceUID).orElse("")));
        } catch (DicomException e) {
            return FileSignature.of(path) == FileSignature.DICOM ? Optional.of(damaged()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("A file of the landing store cannot be read", e);
        }
    }

    /** It goes on as it is, and the step that reads it whole says what is wrong. */
    private static Found damaged() {
        return new Found("", "", "", "");
    }
}
