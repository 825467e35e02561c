package ua.vuzol.camel.drop;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Tells which files of a folder have stood still for the quiet period. Length and modification time can both be kept by a
 * program that still copies (space reserved first, time set last); the time of the last status change cannot, so it counts
 * too where the file system has one.
 */
final class QuietFiles {
    private final Path root;
    private final boolean recursive;
    private final Pattern ignore;
    private final long quietNanos;
    private final LongSupplier clock;
    private Map<Path, Seen> seen = new HashMap<>();
    private boolean waiting;

    private record State(long size, Object modified, Object changed) {}

    private record Seen(State state, long since) {}

    QuietFiles(Path root, boolean recursive, Pattern ignore, Duration quietPeriod, LongSupplier nanoClock) {
        this.root = root;
        this.recursive = recursive;
        this.ignore = ignore;
        this.quietNanos = quietPeriod.toNanos();
        this.clock = nanoClock;
    }

    /** Looks at the folder once: the files that have been quiet long enough, the longest first. */
    List<Path> scan() throws IOException {
        Map<Path, Seen> now = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean hidden = !directory.equals(root) && startsWithDot(directory);
                return hidden || !(recursive || directory.equals(root))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                // links, pipes and devices are not files that a device dropped
                if (attributes.isRegularFile() && !startsWithDot(file) && !ignored(file)) {
                    observe(file, attributes, now);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        seen = now;
        long time = clock.getAsLong();
        List<Path> quiet = new ArrayList<>();
        now.entrySet().stream()
                .filter(entry -> time - entry.getValue().since() >= quietNanos)
                .sorted(Map.Entry.<Path, Seen>comparingByValue((a, b) -> Long.compare(a.since(), b.since()))
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> quiet.add(entry.getKey()));
        waiting = quiet.size() < now.size();
        return quiet;
    }

    /** Whether the last scan saw files that had not been quiet long enough. */
    boolean isWaiting() {
        return waiting;
    }

    /** What the last scan saw of a file: equal for as long as nobody has touched it. */
    Object version(Path file) {
        return seen.get(file).state();
    }

    /** Whether a file is as it was at the last scan. */
    boolean unchanged(Path file) throws IOException {
        Seen before = seen.get(file);
        return before != null
                && before.state()
                        .equals(state(
                                file,
                                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)));
    }

    private void observe(Path file, BasicFileAttributes attributes, Map<Path, Seen> now) throws IOException {
        State state;
        try {
            state = state(file, attributes);
        } catch (java.nio.file.NoSuchFileException takenMeanwhile) {
            return;
        }
        Seen before = seen.get(file);
        now.put(file, before != null && before.state().equals(state) ? before : new Seen(state, clock.getAsLong()));
    }

    private static State state(Path file, BasicFileAttributes attributes) throws IOException {
        Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                : attributes.creationTime();
        return new State(attributes.size(), attributes.lastModifiedTime(), changed);
    }

    private boolean ignored(Path file) {
        return ignore.matcher(file.getFileName().toString()).matches();
    }

    private static boolean startsWithDot(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
