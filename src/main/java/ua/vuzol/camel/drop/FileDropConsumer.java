package ua.vuzol.camel.drop;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the folder. One process at a time holds the folder's lock file, so that two hubs on one folder of one machine do
 * not both take a file. A file that cannot be taken stays and is tried again, after those that have not failed yet; when
 * several fail in a row, what stops them (a full disk, a database that is away) stops all, and the rest waits too.
 *
 * <p>A poll looks again and again for as long as there are files to wait for, so that a schedule that polls once a day takes
 * what lies there; but it waits for some quiet periods only, since a file may be written to all night.
 */
class FileDropConsumer extends ScheduledPollConsumer {
    private static final Logger log = LoggerFactory.getLogger(FileDropConsumer.class);
    private static final int FAILURES_IN_A_ROW = 3;
    private static final int QUIET_PERIODS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final FileDropEndpoint endpoint;
    private final Path root;
    private final QuietFiles files;
    private final FileNames names;
    private final Map<Path, Integer> failures = new HashMap<>();
    /** What was taken but could not be moved: it is not taken again unless it changes, only moved when that can be done. */
    private final Map<Path, Stuck> stuck = new HashMap<>();

    private boolean failing;
    private volatile CountDownLatch stopped = new CountDownLatch(0);

    /**
     * A file that is safe and waits to be moved.
     *
     * @param version of the file when it was taken
     * @param folder where it belongs
     */
    private record Stuck(Object version, String folder) {}

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
    protected void doStart() throws Exception {
        stopped = new CountDownLatch(1);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        stopped.countDown();
        super.doStop();
    }

    /** A schedule that has not come yet is no illness. */
    @Override
    protected HealthCheck.State initialHealthCheckState() {
        return HealthCheck.State.UP;
    }

    @Override
    protected int poll() throws Exception {
        Duration quiet = endpoint.getQuietPeriod();
        Duration pause = quiet.compareTo(LONGEST_PAUSE) < 0 ? quiet : LONGEST_PAUSE;
        int taken = look();
        for (Duration left = quiet.multipliedBy(QUIET_PERIODS);
                left.compareTo(pause) >= 0
                        && (files.isWaiting() || !failures.isEmpty())
                        && !stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS)
                        && isPollAllowed();
                left = left.minus(pause)) {
            taken += look();
        }
        return taken;
    }

    /** Whatever goes wrong is told without the name of a file, and with it perhaps of a patient. */
    private int look() throws Exception {
        try {
            Files.createDirectories(root);
            try (FileChannel lockFile = FileChannel.open(
                            root.resolve(".vuzol.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = tryLock(lockFile)) {
                return lock == null ? 0 : take(files.scan());
            }
        } catch (FileSystemException e) {
            throw new IOException("The folder of source " + endpoint.getSource() + " cannot be read: " + reason(e));
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
        failures.keySet().retainAll(quiet);
        stuck.keySet().retainAll(quiet);
        List<Path> order = new ArrayList<>(quiet);
        order.sort(Comparator.comparing(file -> failures.getOrDefault(file, 0)));
        int taken = 0;
        int inARow = 0;
        for (Path file : order) {
            if (!isPollAllowed() || inARow == FAILURES_IN_A_ROW) {
                break;
            }
            if (take(file)) {
                taken++;
                inARow = 0;
            } else {
                failures.merge(file, 1, Integer::sum);
                inARow++;
            }
        }
        return taken;
    }

    private boolean take(Path file) throws Exception {
        Stuck taken = stuck.get(file);
        if (taken != null && taken.version().equals(files.version(file))) {
            moveIfUnchanged(file, taken.folder());
            return true;
        }
        Exchange exchange = createExchange(false);
        try {
            exchange.getMessage().setBody(file);
            exchange.getMessage().setHeader(FileDropConstants.SOURCE, endpoint.getSource());
            exchange.getMessage().setHeader(FileDropConstants.NAME, names.relative(root, file));
            exchange.getMessage()
                    .setHeader(FileDropConstants.BANDWIDTH, endpoint.bandwidth().toBytes());
            getProcessor().process(exchange);
            Exception failure = exchange.getException();
            if (failure != null && !(failure instanceof AccessDeniedException)) {
                waits(failure);
                return false;
            }
            moveIfUnchanged(file, failure == null ? endpoint.getDoneFolder() : endpoint.getFailedFolder());
            resumed();
            return true;
        } finally {
            releaseExchange(exchange, false);
        }
    }

    /** What was written to again while it was taken is new content and comes round again. */
    private void moveIfUnchanged(Path file, String folder) {
        Path target = root.resolve(folder).resolve(root.relativize(file)).normalize();
        try {
            if (!files.unchanged(file)) {
                return;
            }
            if (Files.exists(target)) {
                target = root.resolve(folder)
                        .resolve(UUID.randomUUID().toString())
                        .resolve(file.getFileName());
            }
            Files.createDirectories(target.getParent());
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            stuck.remove(file);
        } catch (NoSuchFileException gone) {
            log.info("Source {}: a file was taken and then removed by somebody else", endpoint.getSource());
        } catch (IOException e) {
            if (stuck.put(file, new Stuck(files.version(file), folder)) == null) {
                log.warn(
                        "Source {}: a file is safe but cannot be moved to {}, so it stays for now: {}",
                        endpoint.getSource(),
                        folder,
                        e instanceof FileSystemException system
                                ? reason(system)
                                : e.getClass().getSimpleName());
            }
        }
    }

    /** Failures of the hub's own are worded for the log; others may quote the file. */
    private static String loggable(Exception failure) {
        Class<?> type = failure.getClass();
        return type.getName().startsWith("ua.vuzol.") ? failure.getMessage() : type.getSimpleName();
    }

    private static String reason(FileSystemException e) {
        return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    }

    private void waits(Exception failure) {
        if (!failing) {
            log.warn(
                    "Source {}: a file waits, because it could not be taken: {}",
                    endpoint.getSource(),
                    loggable(failure));
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
