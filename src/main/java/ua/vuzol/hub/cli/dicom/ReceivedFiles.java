package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreRequest;

/**
 * Takes objects into a folder, each under its SOP Instance UID. A file is written beside and moved when it is complete; one of the
 * same instance that is there is replaced.
 */
final class ReceivedFiles {
    private final Path folder;
    private final ConcurrentLinkedQueue<Path> files = new ConcurrentLinkedQueue<>();
    private volatile Optional<String> problem = Optional.empty();

    /** @throws IOException if the folder cannot be made */
    ReceivedFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
        Path part = folder.resolve("." + UUID.randomUUID() + ".part");
        try {
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                request.writeFile(dataSet, out);
                out.force(true); // success tells the node that the object is safe
            }
            Path file = folder.resolve(name(request.sopInstanceUid()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            files.add(file);
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            problem = Optional.of(FileProblem.of(e));
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
        return Status.SUCCESS;
    }

    /** What is no UID might be a path; a UID made of it is none. */
    static String name(String sopInstanceUid) {
        return (Uid.isValid(sopInstanceUid) ? sopInstanceUid : Uid.derived(sopInstanceUid)) + ".dcm";
    }

    /** Why an object could not be written, if one could not. */
    Optional<String> problem() {
        return problem;
    }

    /** In the order in which they came. */
    List<Path> files() {
        return List.copyOf(files);
    }
}
