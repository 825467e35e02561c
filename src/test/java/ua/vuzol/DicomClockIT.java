package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clock is set back a day and forward two while objects come and go. It is that of the database, by which signals, patience
 * and due times are measured; a JVM under libfaketime takes minutes to start.
 */
class DicomClockIT {
    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "libfaketimeMT.so.1";

    @TempDir
    private Path directory;

    @Test
    void whatIsStoredBeforeAndAfterTheClockIsSetIsArchivedAndDeliveredOnce() throws Exception {
        Path library = library();
        Path clock = set(Duration.ZERO);
        Map<String, String> deployment = DicomNode.deployment(directory);
        deployment.put("LD_PRELOAD", library.toString());
        deployment.put("FAKETIME_TIMESTAMP_FILE", clock.toString());
        deployment.put("FAKETIME_CACHE_DURATION", "1"); // seconds; without it each question for the time opens the file
        deployment.put("FAKETIME_ONLY_CMDS", "postgres");
        // what is waited for is measured by a clock that nobody sets
        deployment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        List<Path> files = DicomNode.images(directory.resolve("objects"), 120, 8, new Random(2));
        try (OrthancProcess pacs = OrthancProcess.start(directory.resolve("orthanc"))) {
            DicomNode.deliverTo(deployment, OrthancProcess.AE_TITLE, pacs.dicomPort());
            try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START)) {
                int sent = 0;
                for (Duration offset : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(2))) {
                    List<Path> part = files.subList(sent, sent + 40);
                    assertThat(Storescu.send(hub.dicomPort(), part.subList(0, 20))
                                    .stored())
                            .hasSize(20);
                    set(offset);
                    awaitClock(hub, offset);
                    assertThat(Storescu.send(hub.dicomPort(), part.subList(20, 40))
                                    .stored())
                            .hasSize(20);
                    sent += 40;
                    int all = sent;
                    ArchivedObjects.of(hub).assertExactly(files.subList(0, all));
                    await().atMost(2, MINUTES).until(() -> pacs.instances() == all);
                    assertThat(hub.health().path("status").asText()).isEqualTo("UP");
                }
            }
        }
    }

    /** Sets the clock, at once and whole. */
    private Path set(Duration offset) throws IOException {
        Path written = Files.writeString(directory.resolve("clock.new"), "%+d".formatted(offset.toSeconds()));
        return Files.move(written, directory.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until the database has the time that was set, but for a minute. */
    private static void awaitClock(HubProcess hub, Duration offset) {
        await().atMost(1, MINUTES).until(() -> {
            Instant time = HubDatabase.of(hub.home())
                    .sql("select clock_timestamp()")
                    .query(OffsetDateTime.class)
                    .single()
                    .toInstant();
            return Duration.between(time, Instant.now().plus(offset)).abs().compareTo(Duration.ofMinutes(1)) < 0;
        });
    }

    private static Path library() throws IOException {
        try (Stream<Path> found = Files.find(LIBRARIES, 4, (path, attributes) -> path.endsWith(LIBRARY))) {
            Path library = found.findFirst().orElse(Path.of(""));
            assumeTrue(Files.isRegularFile(library), "skipped: faketime is not installed");
            return library;
        }
    }
}
