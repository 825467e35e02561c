package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.BarePeer;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Status;

/**
 * Peers that are strangers, ask for what there is not, send what is broken, break off, stall, or come in crowds. Whatever they
 * do, the hub is well afterwards, tells the truth, and has all that it said Success to.
 */
class DicomFaultsIT {
    private static final String CT = SopClass.CTImageStorage;
    private static final String HERE = "127.0.0.1";
    private static final String PEERS =
            """
            unlisted: never
            peers:
              MODALITY: {hosts: [127.0.0.0/8]}
              PROOF: {hosts: [127.0.0.1]}
            """;
    /** Of all associations and of those from one address, as the listener has them unless a route says otherwise. */
    private static final int MOST_ASSOCIATIONS = 300;

    private static final int MOST_FROM_ONE_ADDRESS = 100;

    @TempDir
    private static Path directory;

    private static HubProcess hub;
    private static List<Path> files;
    /** What got Success until now. */
    private static final List<Path> STORED = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> deployment = DicomNode.deployment(directory);
        Files.writeString(Path.of(deployment.get("VUZOL_MAPPINGS"), "dicom/peers.yaml"), PEERS);
        impatient(Path.of(deployment.get("VUZOL_ROUTES"), "dicom"));
        files = DicomNode.images(directory.resolve("objects"), 40, 4, new Random(4));
        hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START);
    }

    /** Peers that stall are not waited for as long as usual. All routes of a listener say the same. */
    private static void impatient(Path routes) throws IOException {
        try (Stream<Path> found = Files.walk(routes)) {
            for (Path route : found.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(route);
                Files.writeString(
                        route,
                        text.replaceAll(
                                "( +)(uri: dicom:scp/.*\n)(?: +parameters:\n)?",
                                "$1$2$1parameters:\n$1  receiveTimeout: 3s\n"));
            }
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        hub.close();
    }

    @AfterEach
    void theHubIsWellAndHasAllThatItSaidSuccessTo() throws IOException {
        store(files.get(STORED.size()));
        ArchivedObjects.of(hub).assertHas(STORED);
        assertThat(hub.health().path("status").asText()).isEqualTo("UP");
        await().atMost(1, MINUTES).until(() -> inArrival().isEmpty());
    }

    private static void store(Path file) {
        Storescu sender = Storescu.send(hub.dicomPort(), List.of(file), "-aet", "MODALITY");
        assertThat(sender.stored()).as("%s", sender).containsExactly(file);
        STORED.add(file);
    }

    private static NodeAddress node() {
        return NodeAddress.of("VUZOL", HERE, hub.dicomPort());
    }

    private static BarePeer modality(String from) throws IOException {
        return BarePeer.call(node(), from, "MODALITY", CT);
    }

    /** What is on its way to the landing store. */
    private static List<Path> inArrival() throws IOException {
        try (Stream<Path> arriving = Files.list(hub.home().resolve("landing/.arriving"))) {
            return arriving.toList();
        }
    }

    private static void assertRejected(NodeAddress node, String callingAeTitle, Rejection rejection) {
        try (DicomNetwork network = new DicomNetwork()) {
            AssociationOptions options =
                    AssociationOptions.builder(callingAeTitle).context(CT).build();
            assertThatThrownBy(() -> network.connect(node, options))
                    .isInstanceOfSatisfying(
                            AssociationRejectedException.class,
                            rejected -> assertThat(rejected.rejection()).isEqualTo(rejection));
        }
    }

    @Test
    void aStrangerIsRejected() {
        assertRejected(node(), "STRANGER", new Rejection(1, 1, 3));
    }

    @Test
    void aListedAeTitleIsRejectedWhereItCallsFromElsewhere() throws IOException {
        try (BarePeer peer = BarePeer.call(node(), "127.0.0.2", "PROOF", CT)) {
            assertThat(peer.rejection()).contains(new Rejection(1, 1, 3));
        }
    }

    @Test
    void whoCallsAnotherThanTheHubIsRejected() {
        assertRejected(NodeAddress.of("OTHER", HERE, hub.dicomPort()), "MODALITY", new Rejection(1, 1, 7));
    }

    @Test
    void aContextOfAnUnknownSopClassIsRefusedAndTheOthersServe() throws IOException {
        AssociationOptions options = AssociationOptions.builder("MODALITY")
                .context("2.25.404")
                .verification()
                .build();
        try (DicomNetwork network = new DicomNetwork();
                Association association = network.connect(node(), options)) {
            assertThat(association.contexts())
                    .extracting(context -> context.abstractSyntax())
                    .containsExactly(SopClass.Verification);
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aDataSetThatIsGarbageFromItsMiddleOnIsNotVisible() throws IOException {
        byte[] bytes = dataSet(files.get(0), "2.25.41");
        int pixels = bytes.length / 2;
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("PN");
        Arrays.fill(bytes, name, pixels, (byte) 0xFF);
        isKeptOrRefused("2.25.41", bytes);
    }

    @Test
    void aDataSetThatEndsTooEarlyIsNotVisible() throws IOException {
        byte[] bytes = dataSet(files.get(0), "2.25.42");
        isKeptOrRefused("2.25.42", Arrays.copyOf(bytes, bytes.length - 1000));
    }

    /** Either it is in quarantine, whole and with a reason, or it is not taken and nothing is left of it. */
    private static void isKeptOrRefused(String uid, byte[] bytes) throws IOException {
        int before = hub.json("/api/quarantine").size();
        Status status;
        try (BarePeer peer = modality(HERE)) {
            peer.beginStore(uid);
            peer.send(Arrays.copyOf(bytes, 10_000), false);
            peer.send(Arrays.copyOfRange(bytes, 10_000, bytes.length), true);
            status = peer.status();
            assertThat(peer.echo()).isEqualTo(Status.SUCCESS);
        }
        if (status.code() == 0xC000) {
            ArchivedObjects.of(hub).awaitNothingWaits();
            assertThat(hub.json("/api/quarantine")).hasSize(before);
        } else {
            assertThat(status).isEqualTo(Status.SUCCESS);
            await().atMost(1, MINUTES).until(() -> hub.json("/api/quarantine").size() == before + 1);
            JsonNode entry = hub.json("/api/quarantine").get(0);
            assertThat(entry.path("reason").asText()).isNotBlank();
            assertThat(landed(bytes)).isTrue();
        }
        assertThat(isCatalogued(uid)).isFalse();
    }

    private static boolean isCatalogued(String uid) {
        return HubDatabase.of(hub.home())
                .sql("select exists (select from instance where uid = ?)")
                .param(uid)
                .query(Boolean.class)
                .single();
    }

    /** Whether a file of the landing store ends with these bytes. */
    private static boolean landed(byte[] bytes) throws IOException {
        try (Stream<Path> landing = Files.walk(hub.home().resolve("landing"))) {
            for (Path file : landing.filter(Files::isRegularFile).toList()) {
                byte[] kept = Files.readAllBytes(file);
                if (kept.length >= bytes.length
                        && Arrays.equals(kept, kept.length - bytes.length, kept.length, bytes, 0, bytes.length)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static byte[] dataSet(Path file, String uid) throws IOException {
        DataSet dataSet = DicomReader.read(file).dataSet().put(Tag.SOPInstanceUID, uid);
        return DicomTestSupport.encoded(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    /** So much that the hub has begun to write a file. */
    private static void sendBeginning(BarePeer peer, byte[] bytes) throws IOException {
        for (int part = 0; part < 3; part++) {
            peer.send(Arrays.copyOf(bytes, 200_000), false);
        }
    }

    @Test
    void nothingIsLeftOfAnObjectInWhoseMiddleTheAssociationIsAbortedOrTheConnectionEnds() throws IOException {
        byte[] bytes = dataSet(files.get(0), "2.25.43");
        for (boolean politely : new boolean[] {true, false}) {
            try (BarePeer peer = modality(HERE)) {
                peer.beginStore("2.25.43");
                sendBeginning(peer, bytes);
                await().atMost(1, MINUTES).until(() -> !inArrival().isEmpty());
                if (politely) {
                    peer.abort();
                }
            }
            await().atMost(1, MINUTES).until(() -> inArrival().isEmpty());
        }
        assertThat(isCatalogued("2.25.43")).isFalse();
    }

    @Test
    void othersGoOnWhileAPeerStallsInTheMiddleOfAnObjectAndItIsTimedOut() throws IOException {
        byte[] bytes = dataSet(files.get(0), "2.25.44");
        try (BarePeer stalling = modality(HERE)) {
            stalling.beginStore("2.25.44");
            sendBeginning(stalling, bytes);
            await().atMost(1, MINUTES).until(() -> inArrival().size() == 1);
            store(files.get(STORED.size()));
            assertThat(inArrival()).as("the peer still stalls").hasSize(1);
            stalling.awaitEnd();
        }
        await().atMost(1, MINUTES).until(() -> inArrival().isEmpty());
        assertThat(isCatalogued("2.25.44")).isFalse();
    }

    @Test
    void threeHundredAssociationsAreServedAtOnceAndTheNextIsToldToTryAgain() throws IOException {
        List<BarePeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_ASSOCIATIONS; i++) {
                peers.add(modality("127.0.0." + (10 + i / MOST_FROM_ONE_ADDRESS)));
            }
            assertThat(peers).allMatch(BarePeer::isAccepted);
            for (BarePeer peer : peers) {
                assertThat(peer.echo()).isEqualTo(Status.SUCCESS);
            }
            for (String from : List.of("127.0.0.20", "127.0.0.10")) {
                try (BarePeer oneTooMany = modality(from)) {
                    assertThat(oneTooMany.rejection()).as(from).contains(new Rejection(2, 3, 2));
                }
            }
            assertThat(hub.health().path("status").asText()).isEqualTo("UP");
        } finally {
            for (BarePeer peer : peers) {
                peer.close();
            }
        }
        await().atMost(1, MINUTES).until(() -> {
            try (BarePeer peer = modality(HERE)) {
                return peer.isAccepted();
            }
        });
    }
}
