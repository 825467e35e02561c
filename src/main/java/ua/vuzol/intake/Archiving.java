package ua.vuzol.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.NewObject;
import ua.vuzol.archive.NewObject.Placement;
import ua.vuzol.archive.StoreOutcome;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.intake.ReadObject.Normal;

/** Gives objects to the archive: one that was not changed as the file that came, another written anew. */
@Component
class Archiving {
    private final Archive archive;

    Archiving(Archive archive) {
        this.archive = archive;
    }

    /** @return what became of each, in their order */
    List<StoreOutcome> store(List<Normal> objects) {
        return objects.isEmpty() ? List.of() : with(objects, archive::storeAll);
    }

    /** @throws ua.vuzol.archive.ConflictException if its series or study contradicts others */
    void replace(Normal object) {
        with(List.of(object), files -> {
            archive.replace(files.get(0));
            return files;
        });
    }

    /** Gives the study of an object to the person whom the object names. */
    void assign(Normal object) {
        archive.assign(object.outgoing().object().dataSet());
    }

    private <T> T with(List<Normal> objects, Function<List<NewObject>, T> use) {
        requireRoom(objects);
        Path work = archive.stagingDirectory().resolve(UUID.randomUUID().toString());
        try {
            List<NewObject> files = new ArrayList<>();
            for (Normal object : objects) {
                files.add(object.outgoing().changed() ? written(object, work) : asItCame(object));
            }
            return use.apply(files);
        } catch (IOException e) {
            throw new UncheckedIOException("The staging directory cannot be used", e);
        } finally {
            remove(work);
        }
    }

    private void requireRoom(List<Normal> objects) {
        long size = objects.stream()
                .filter(object -> object.outgoing().changed())
                .mapToLong(object -> object.row().arrival().size())
                .sum();
        if (archive.room() < size) {
            throw new IntakeException("Received objects have to wait: the disk of the online tier is full.");
        }
    }

    private static NewObject asItCame(Normal object) {
        return object(object, object.read().file(), Optional.of(object.row().sha256()), Placement.LINK);
    }

    private static NewObject written(Normal object, Path work) throws IOException {
        Files.createDirectories(work);
        Path file = work.resolve(object.row().id() + ".dcm");
        DicomWriter.write(object.outgoing().object(), file);
        return object(object, file, Optional.empty(), Placement.MOVE);
    }

    private static NewObject object(Normal object, Path file, Optional<String> sha256, Placement placement) {
        DicomObject dicom = object.outgoing().object();
        return new NewObject(
                file,
                dicom.transferSyntax().uid(),
                dicom.dataSet(),
                sha256,
                placement,
                Optional.of(object.row().arrival().callingAe()).filter(ae -> !ae.isEmpty()));
    }

    private static void remove(Path work) {
        try {
            FileSystemUtils.deleteRecursively(work);
        } catch (IOException e) {
            throw new UncheckedIOException("A staged object cannot be removed", e);
        }
    }
}
