package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Names files that objects arrive in. */
final class SpoolDirectory {

    private final Path directory;
    private final SpoolDisk disk;
    /** Whether the blocks of the file system are such as direct writes are aligned to; of network shares they may be larger. */
    private final boolean alignable;

    private final String prefix = UUID.randomUUID() + "-";
    private final AtomicLong last = new AtomicLong();

    /** @throws IOException if the file system does not answer */
    SpoolDirectory(Path directory, SpoolDisk disk) throws IOException {
        this.directory = directory;
        this.alignable = SpoolDisk.ALIGNMENT % Files.getFileStore(directory).getBlockSize() == 0;
        this.disk = disk;
    }

    /** The path of a file that is not there yet. */
    Path next() {
        return directory.resolve(prefix + last.incrementAndGet() + ".dcm");
    }

    SpoolWriter writer(Path file) {
        return new SpoolWriter(file, disk, alignable);
    }
}
