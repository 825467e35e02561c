package ua.vuzol.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Facts that the tests of this room check against. */
final class Tables {
    static final Path MAPPINGS = Path.of("mappings");
    static final Path TRANSLITERATION = MAPPINGS.resolve("transliteration");

    private Tables() {}

    /** The rows below the header, split at tabs; only LF ends a line, for the cells hold C1 controls. */
    static Stream<List<String>> rows(String resource) {
        try (InputStream in = Tables.class.getResourceAsStream(resource)) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
