package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.hub.demo.DemoHospital;
import ua.vuzol.hub.demo.Scale;

/** What hospitals really drop into folders: none of it stops the hub, none of it is lost. */
class BadInputIT {
    private static final long TWO_GIGABYTES = 2L << 30;

    @TempDir
    private Path directory;

    private Map<String, String> deployment(String... changes) throws IOException {
        Path routes = Deployment.copyOf("routes", directory.resolve("routes"));
        Path mappings = Deployment.copyOf("mappings", directory.resolve("mappings"));
        Deployment.addFileNameSource(routes, mappings, "scanner");
        Path fluorograph = mappings.resolve("sources/fluorograph.yaml");
        Files.writeString(fluorograph, "wait: PT3S\n" + Files.readString(fluorograph));
        Map<String, String> environment =
                new HashMap<>(Map.of("VUZOL_ROUTES", routes.toString(), "VUZOL_MAPPINGS", mappings.toString()));
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return environment;
    }

    @Test
    void everyBadFileEndsInQuarantineWithItsReasonAndAGoodOneIsConvertedBesides() throws Exception {
        Path good = good();
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment(), HubProcess.QUICK_START)) {
            Path inbox = Files.createDirectories(hub.inbox("scanner"));
            Files.createFile(inbox.resolve("P1_Порожній.png"));
            Files.write(inbox.resolve("P2_Обірваний.png"), truncated(good));
            Files.writeString(inbox.resolve("P3_Текст.png"), "this is no picture");
            Files.write(inbox.resolve("P4_Бомба.png"), bomb());
            try (RandomAccessFile huge =
                    new RandomAccessFile(inbox.resolve("P5_Величезний.png").toFile(), "rw")) {
                huge.setLength(TWO_GIGABYTES);
            }
            Files.copy(good, inbox.resolve("what is this.txt"));
            Files.copy(differing(good, 1), inbox.resolve("P6_" + "д".repeat(110) + ".png"));
            Files.copy(differing(good, 2), inbox.resolve("P7_..;rm -rf $HOME\n'\"<b>.png"));
            // a name in windows-1251, which the JVM's own encoding cannot say
            Files.copy(differing(good, 3), Path.of(URI.create(inbox.toUri() + "P8_%D1%E8%E4%EE%F0.png")));
            await().atMost(3, MINUTES).until(() -> hub.json("/api/quarantine").size() == 7);
            await().atMost(1, MINUTES).until(() -> hub.json("/api/studies").size() == 2);
            Map<String, String> reasons = reasons(hub);
            assertThat(reasons.get("P1_Порожній.png")).containsIgnoringCase("empty");
            assertThat(reasons.get("what is this.txt")).contains("images.pattern");
            assertThat(reasons.get("P6_" + "д".repeat(110) + ".png")).contains("PatientName", "64");
            assertThat(reasons).hasSize(7).allSatisfy((file, reason) -> assertThat(reason)
                    .isNotBlank());
            assertThat(hub.json("/api/studies"))
                    .extracting(study -> study.path("patientName").asText())
                    .contains("Сидор");
            try (Stream<Path> left = Files.list(inbox)) {
                assertThat(left.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString()))
                        .containsExactly(".vuzol.lock");
            }
            assertThat(hub.logText())
                    .doesNotContain("Сидор")
                    .doesNotContain("Порожній")
                    .doesNotContain("Бомба");
        }
    }

    @Test
    void aSidecarWithoutItsImageAndTheReverseWaitThenGoToQuarantineAndAreCompletedByWhatComesLater() throws Exception {
        Path played = directory.resolve("played");
        new DemoHospital(Scale.SMALL).play(played);
        Path source = played.resolve("fluorograph");
        try (HubProcess hub = HubProcess.start(directory.resolve("home"), deployment(), HubProcess.QUICK_START)) {
            Path inbox = Files.createDirectories(hub.inbox("fluorograph"));
            Files.copy(source.resolve("FL000123.csv"), inbox.resolve("FL000123.csv"));
            Files.copy(source.resolve("FL000124_1.jpg"), inbox.resolve("FL000124_1.jpg"));
            await().atMost(1, MINUTES).until(() -> hub.json("/api/quarantine").size() == 2);
            assertThat(hub.json("/api/quarantine"))
                    .extracting(entry -> entry.path("reason").asText())
                    .anyMatch(reason -> reason.contains("FL000123") && reason.contains("no image"))
                    .anyMatch(reason -> reason.contains("FL000124") && reason.contains("no metadata"));
            for (String name : List.of("FL000123_1.jpg", "FL000123_2.jpg", "FL000124_2.jpg", "FL000124.csv")) {
                Files.copy(source.resolve(name), inbox.resolve(name));
            }
            await().atMost(1, MINUTES).until(() -> hub.json("/api/studies").size() == 2);
            assertThat(hub.json("/api/quarantine")).isEmpty();
        }
    }

    @Test
    void aFullDiskStopsTheWatcherWhichResumesByItselfWhenThereIsSpace() throws Exception {
        long free = Files.getFileStore(directory).getUsableSpace();
        long filling = 4L << 30;
        assumeThat(free).as("SKIPPED: needs 6 GB of free disk").isGreaterThan(filling + (2L << 30));
        Path filler = directory.resolve("filler");
        String minFree = (free - (2L << 30)) / (1 << 20) + "MB";
        try (HubProcess hub = HubProcess.start(
                directory.resolve("home"), deployment("VUZOL_MIN_FREE_SPACE", minFree), HubProcess.QUICK_START)) {
            run("fallocate", "-l", Long.toString(filling), filler.toString());
            Path inbox = Files.createDirectories(hub.inbox("scanner"));
            Path file = inbox.resolve("P1_Хворий.png");
            Files.copy(good(), file);
            await().atMost(1, MINUTES).until(() -> hub.logText().contains("disk of the landing store is full"));
            assertThat(hub.health().path("status").asText()).isEqualTo("DOWN");
            assertThat(hub.health().at("/components/intake/details/reason").asText())
                    .contains("files wait");
            assertThat(file).exists();
            Files.delete(filler);
            await().atMost(1, MINUTES).until(() -> hub.json("/api/studies").size() == 1);
            assertThat(hub.health().path("status").asText()).isEqualTo("UP");
            assertThat(hub.json("/api/quarantine")).isEmpty();
        }
    }

    private static Map<String, String> reasons(HubProcess hub) {
        Map<String, String> reasons = new HashMap<>();
        for (JsonNode entry : hub.json("/api/quarantine")) {
            reasons.put(entry.at("/files/0").asText(), entry.path("reason").asText());
        }
        return reasons;
    }

    private Path good() throws IOException {
        Path played = directory.resolve("good");
        if (Files.notExists(played)) {
            new DemoHospital(Scale.SMALL).play(played);
        }
        return played.resolve("ultrasound/US77_001.png");
    }

    /** Another picture of the same demo: content is taken once. */
    private Path differing(Path good, int number) {
        return good.resolveSibling("US77_%03d.png".formatted(number + 1));
    }

    private static byte[] truncated(Path good) throws IOException {
        byte[] whole = Files.readAllBytes(good);
        return java.util.Arrays.copyOf(whole, whole.length / 2);
    }

    /** A PNG header that promises 60,000 x 60,000 pixels. */
    private static byte[] bomb() {
        java.nio.ByteBuffer png = java.nio.ByteBuffer.allocate(33);
        png.putLong(0x89504E470D0A1A0AL).putInt(13);
        byte[] header = java.nio.ByteBuffer.allocate(17)
                .put("IHDR".getBytes(Charset.forName("US-ASCII")))
                .putInt(60_000)
                .putInt(60_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(header);
        return png.put(header).putInt((int) crc.getValue()).array();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
