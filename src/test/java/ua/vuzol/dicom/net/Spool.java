package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what is stored in a folder, each object as a file of its own, also one that comes twice. */
public final class Spool {

    /** An object that came. */
    record Kept(StoreRequest request, Path file) {}

    private final Path folder;
    private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();

    public Spool(Path folder) {
        this.folder = folder;
    }

    public Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
        Path file = Files.createTempFile(folder, "spooled-", ".dcm");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            request.writeFile(dataSet, out);
        }
        kept.add(new Kept(request, file));
        return Status.SUCCESS;
    }

    /** In the order in which they came. */
    List<Kept> kept() {
        return List.copyOf(kept);
    }

    void clear() {
        kept.clear();
    }

    public List<String> instanceUids() {
        return kept.stream().map(one -> one.request().sopInstanceUid()).toList();
    }
}
