package ua.vuzol.camel.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the folder. One process at a time holds the folder's lock file, so that two hubs on one folder of one machine do
 * not both take a file. After a failure the rest of the batch waits for the next poll: what stopped one file (a full disk,
 * a database that is away) stops them all.
 */
class FileDropConsumer extends ScheduledPollConsumer {
    private static final Logger log = LoggerFactory.getLogger(FileDropConsumer.class);

    private final FileDropEndpoint endpoint;
    private final Path root;
    private final QuietFiles files;
    private final FileNames names;
    private boolean failing;

    FileDropConsumer(FileDropEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.root = endpoint.root();
        this.files = new QuietFiles(
                root,
                endpoint.isRecursive(),
                Pattern.compile(endpoint.getIgnore()),
                endpoint.getQuietPeriod(),
                System::nanoTime);
        this.names = new FileNames(Charset.forName(endpoint.getFileNameCharset()));
    }

    @Override
    protected int poll() throws Exception {
        Files.createDirectories(root);
        try (FileChannel lockFile = FileChannel.open(
                        root.resolve(".vuzol.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(lockFile)) {
            return lock == null ? 0 : take(files.scan());
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private int take(List<Path> quiet) throws Exception {
        int taken = 0;
        for (Path file : quiet) {
            if (!isPollAllowed() || !take(file)) {
                break;
            }
            taken++;
        }
        return taken;
    }

    /** Returns whether the next file may be taken. */
    private boolean take(Path file) throws Exception {
        String name = names.relative(root, file);
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(file);
            exchange.getMessage().setHeader(FileDropConstants.SOURCE, endpoint.getSource());
            exchange.getMessage().setHeader(FileDropConstants.NAME, name);
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure == null) {
                moveIfUnchanged(file, endpoint.getDoneFolder());
                resumed();
                return true;
            }
            if (failure instanceof AccessDeniedException) {
                moveIfUnchanged(file, endpoint.getFailedFolder());
                return true;
            }
            stopped(failure);
            return false;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** What was written to again while it was taken is new content and comes round again. */
    private void moveIfUnchanged(Path file, String folder) throws IOException {
        if (!files.unchanged(file)) {
            return;
        }
        Path target = root.resolve(folder).resolve(root.relativize(file)).normalize();
        try {
            Files.createDirectories(target.getParent());
            if (Files.exists(target)) {
                target = target.resolveSibling(UUID.randomUUID() + "-" + target.getFileName());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // the message would name the file, and with it perhaps the patient
            throw new IOException("A file of source " + endpoint.getSource() + " was taken but cannot be moved to "
                    + folder + ": " + reason(e));
        }
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    private void stopped(Exception failure) {
        if (!failing) {
            log.warn(
                    "Source {}: files wait, because one could not be taken: {}",
                    endpoint.getSource(),
                    failure.getMessage());
        }
        failing = true;
    }

    private void resumed() {
        if (failing) {
            log.info("Source {}: files are taken again", endpoint.getSource());
        }
        failing = false;
    }
}
