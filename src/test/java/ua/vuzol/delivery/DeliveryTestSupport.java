package ua.vuzol.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.archive.Archive;
import ua.vuzol.archive.NewObject;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.TestObjects;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;
import ua.vuzol.journey.Step;

/** A hub with the project's routes of delivery, a real database and broker; each test has studies and destinations of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
abstract class DeliveryTestSupport {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    static int dicomPort;

    @Autowired
    Archive archive;

    @Autowired
    Delivery delivery;

    @Autowired
    Deliveries deliveries;

    @Autowired
    Destinations destinations;

    @Autowired
    Journey journey;

    @Autowired
    JdbcClient jdbc;

    private final Map<String, String> entries = new LinkedHashMap<>();
    private final List<AutoCloseable> peers = new ArrayList<>();

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        Deployment.copyOf("routes/delivery", routes.resolve("delivery"));
        Files.createDirectories(routes.resolve("dicom"));
        Files.copy(Path.of("routes/dicom/commitment.camel.yaml"), routes.resolve("dicom/commitment.camel.yaml"));
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        dicomPort = PeerProcess.freePort();
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.dicom.listener", () -> "VUZOL@127.0.0.1:" + dicomPort);
    }

    @BeforeEach
    void noDestinations() {
        write();
    }

    @AfterEach
    void endPeers() throws Exception {
        entries.clear();
        write();
        for (AutoCloseable peer : peers) {
            peer.close();
        }
    }

    /** A peer that is ended with the test. */
    <P extends AutoCloseable> P ends(P peer) {
        peers.add(peer);
        return peer;
    }

    Pacs pacs() {
        return ends(new Pacs(folder()));
    }

    static Path folder() {
        try {
            return Files.createTempDirectory(home, "peer-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name() {
        return "pacs" + NAMES.incrementAndGet();
    }

    /** Enters a destination that is a test node on this machine, with other keys of its entry. */
    String destination(int port, String keys) {
        return destination(name(), port, keys);
    }

    String destination(String name, int port, String keys) {
        entries.put(
                name,
                "  %s: {aeTitle: VUZOL, host: 127.0.0.1, port: %d, retry: {first: PT1S, longest: PT2S}%s}\n"
                        .formatted(name, port, keys.isEmpty() ? "" : ", " + keys));
        write();
        return name;
    }

    private void write() {
        try {
            Path part = Files.writeString(
                    home.resolve("destinations.part"),
                    entries.isEmpty() ? "destinations: {}\n" : "destinations:\n" + String.join("", entries.values()));
            Files.move(
                    part,
                    home.resolve("mappings/destinations.yaml"),
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DataSet object(String studyUid, int number) {
        return TestObjects.image(SopClass.SecondaryCaptureImageStorage, number, SYNTAX)
                .put(Tag.StudyInstanceUID, studyUid)
                .put(Tag.SeriesInstanceUID, Uid.derived(studyUid, "series"))
                .put(Tag.SOPInstanceUID, sopUid(studyUid, number));
    }

    static String sopUid(String studyUid, int number) {
        return Uid.derived(studyUid, "object " + number);
    }

    NewObject staged(DataSet dataSet) {
        Path file = archive.stagingDirectory().resolve(UUID.randomUUID() + ".dcm");
        return new NewObject(TestObjects.write(dataSet, SYNTAX, file), SYNTAX.uid(), dataSet);
    }

    /** Stores objects with these numbers. */
    void store(String studyUid, int from, int to) {
        List<NewObject> batch = new ArrayList<>();
        for (int number = from; number <= to; number++) {
            batch.add(staged(object(studyUid, number)));
        }
        archive.storeAll(batch);
    }

    /** A new study of the archive. */
    String study(int objects) {
        String studyUid = Uid.random();
        store(studyUid, 1, objects);
        return studyUid;
    }

    static List<String> sopUids(String studyUid, int objects) {
        List<String> uids = new ArrayList<>();
        for (int number = 1; number <= objects; number++) {
            uids.add(sopUid(studyUid, number));
        }
        return uids;
    }

    Map<DeliveryState, Long> states(String destination, String studyUid) {
        Map<DeliveryState, Long> states = new LinkedHashMap<>();
        deliveries
                .counts(new DeliveryQuery(
                        Optional.of(destination), Optional.of(studyUid), Optional.empty(), Optional.empty()))
                .forEach(count -> states.put(count.state(), count.objects()));
        return states;
    }

    List<DeliveryEntry> entries(String destination, String studyUid) {
        return deliveries.list(
                new DeliveryQuery(Optional.of(destination), Optional.of(studyUid), Optional.empty(), Optional.empty()),
                1000,
                0);
    }

    void awaitStates(String destination, String studyUid, Map<DeliveryState, Long> wanted) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(states(destination, studyUid)).isEqualTo(wanted));
    }

    void awaitAll(String destination, String studyUid, DeliveryState state, int objects) {
        awaitStates(destination, studyUid, Map.of(state, (long) objects));
    }

    List<String> timeline(String studyUid, Step step) {
        return journey.timeline(studyUid).stream()
                .filter(event -> event.step() == step)
                .map(JourneyEvent::text)
                .toList();
    }
}
