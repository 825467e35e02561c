package ua.vuzol.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One mapping file, read again when its bytes have changed. A version that cannot be used leaves the one before it at work
 * and is told of.
 *
 * @param <T> what it says
 */
public final class HotMapping<T> {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final long RECENT = Duration.ofMillis(100).toNanos();

    private final Path file;
    private final Path schema;
    private final Function<MappingFile.Entry, T> reader;
    private byte[] seen;
    /** When and where the file was last written, so that its bytes are not read for each question. */
    private Map<String, Object> stamp;

    private volatile T current;
    /** By {@link System#nanoTime}. */
    private volatile long lookedAt;

    private Optional<String> problem = Optional.empty();

    /**
     * Reads the file for the first time.
     *
     * @param reader what schema rules cannot say, it checks and reports by {@link MappingFile.Entry#error}
     * @throws MappingFileException if the file cannot be used
     */
    public HotMapping(Path file, Path schema, Function<MappingFile.Entry, T> reader) {
        this.file = file;
        this.schema = schema;
        this.reader = reader;
        this.stamp = stamp();
        this.seen = MappingFile.content(file);
        this.current = parse(seen);
        this.lookedAt = System.nanoTime();
    }

    /**
     * As {@link #get}, or what it said less than 100 ms ago: for who asks thousands of times a second, when to look at the file takes
     * longer than what is done by it.
     */
    public T recent() {
        return System.nanoTime() - lookedAt < RECENT ? current : get();
    }

    /** What the newest usable version of the file says. */
    public synchronized T get() {
        Map<String, Object> now = stamp();
        if (!now.equals(stamp) || !isOld(now)) {
            stamp = now;
            readAgain();
        }
        lookedAt = System.nanoTime();
        return current;
    }

    private void readAgain() {
        try {
            byte[] content = MappingFile.content(file);
            if (!Arrays.equals(content, seen)) {
                seen = content;
                current = parse(content);
                problem = Optional.empty();
            }
        } catch (MappingFileException e) {
            problem = Optional.of(e.getMessage());
        }
    }

    /** Why the newest version is not at work; empty when it is. */
    public synchronized Optional<String> problem() {
        get();
        return problem;
    }

    /** Empty where the file is not to be had; the change time cannot be set back as the modification time can. */
    private Map<String, Object> stamp() {
        try {
            return Files.readAttributes(file, "unix:ctime,size,ino");
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** Two changes in one tick of the file system's clock have one time. */
    private static boolean isOld(Map<String, Object> stamp) {
        return stamp.get("ctime") instanceof FileTime changed
                && changed.toInstant().plus(TICK).isBefore(Instant.now());
    }

    private T parse(byte[] content) {
        return reader.apply(MappingFile.parse(file.toString(), content, schema).root());
    }
}
