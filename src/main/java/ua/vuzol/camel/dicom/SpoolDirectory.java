package ua.vuzol.camel.dicom;

import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names files that objects arrive in. */
final class SpoolDirectory {

    private final Path directory;
    private final String prefix = UUID.randomUUID() + "-";
    private final AtomicLong last = new AtomicLong();

    SpoolDirectory(Path directory) {
        this.directory = directory;
    }

    /** The path of a file that is not there yet. */
    Path next() {
        return directory.resolve(prefix + last.incrementAndGet() + ".dcm");
    }
}
