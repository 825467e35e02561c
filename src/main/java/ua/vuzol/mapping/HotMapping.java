package ua.vuzol.mapping;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * One mapping file, read again when its bytes have changed. A version that cannot be used leaves the one before it at work
 * and is told of.
 *
 * @param <T> what it says
 */
public final class HotMapping<T> {
    private final Path file;
    private final Path schema;
    private final Function<MappingFile.Entry, T> reader;
    private byte[] seen;
    private T current;
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
        this.seen = MappingFile.content(file);
        this.current = parse(seen);
    }

    /** What the newest usable version of the file says. */
    public synchronized T get() {
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
        return current;
    }

    /** Why the newest version is not at work; empty when it is. */
    public synchronized Optional<String> problem() {
        get();
        return problem;
    }

    private T parse(byte[] content) {
        return reader.apply(MappingFile.parse(file.toString(), content, schema).root());
    }
}
