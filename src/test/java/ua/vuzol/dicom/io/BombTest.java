package ua.vuzol.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Malformed files and bombs end in a typed exception within a second of processor time, in a heap of 64 MB. */
class BombTest {

    private static final int HEAP_MEGABYTES = 64;
    private static final long MILLIS = 1000;

    private static final String REFUSED = "DicomFormatException";
    private static final String READ = "READ";

    /** From the file and from a stream, where not both are refused. */
    private static final Map<String, List<String>> OUTCOMES = Map.of(
            "values of 60 KB", List.of(READ, REFUSED),
            "a hundred thousand times a character set", List.of(READ, READ));

    @TempDir
    Path folder;

    static Set<String> bombs() {
        return Bombs.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombEndsSoonAndInLittleMemory(String name) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            Bombs.all().get(name).writeTo(out);
        }
        List<ReadInChild.Ended> ended = ReadInChild.with(HEAP_MEGABYTES, List.of(file));
        assertThat(ended)
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.millis()).as(one.from()).isLessThan(MILLIS))
                .extracting(ReadInChild.Ended::outcome)
                .isEqualTo(OUTCOMES.getOrDefault(name, List.of(REFUSED, REFUSED)));
    }

    @Test
    void malformedRealFilesEndSoonAndInLittleMemory() throws Exception {
        List<Path> files = DicomTestSupport.realFiles().stream()
                .filter(file -> DicomTestSupport.name(file).startsWith("malformed"))
                .toList();
        List<ReadInChild.Ended> ended = ReadInChild.with(HEAP_MEGABYTES, files);
        assertThat(ended).hasSize(2 * files.size()).allSatisfy(one -> {
            boolean refused = RoundTripTest.NOT_READ.containsKey("malformed/" + one.file());
            assertThat(one.outcome()).as(one.file()).isEqualTo(refused ? REFUSED : READ);
            assertThat(one.millis()).as(one.file()).isLessThan(MILLIS);
        });
    }
}
