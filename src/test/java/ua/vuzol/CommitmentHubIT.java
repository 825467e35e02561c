package ua.vuzol;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.net.AcceptorOptions;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;

/** Modalities ask the hub, by its routes, whether their objects are safe (PS3.4 J). */
class CommitmentHubIT {
    private static final String COMMITMENT = SopClass.StorageCommitmentPushModel;
    /** PS3.4 J.3.5: the one instance that all requests are made to. */
    private static final String INSTANCE = "1.2.840.10008.1.20.1.1";

    private static final int REQUEST = 1;

    @TempDir
    private static Path directory;

    private static HubProcess hub;
    private static OrthancProcess orthanc;
    private static int modalityPort;
    private static int images;

    /** Reports that came to where the modality listens, and those that came over the association that it asked by. */
    private final BlockingQueue<NormalizedRequest> byNew = new LinkedBlockingQueue<>();

    private final BlockingQueue<NormalizedRequest> bySame = new LinkedBlockingQueue<>();

    private List<Path> objects;

    @BeforeAll
    static void start() throws IOException {
        orthanc = OrthancProcess.start(directory.resolve("orthanc"));
        modalityPort = PeerProcess.freePort();
        Map<String, String> deployment = DicomNode.deployment(directory);
        Files.writeString(
                Path.of(deployment.get("VUZOL_MAPPINGS"), "dicom/peers.yaml"),
                """
                unlisted: local
                peers:
                  CT1: {hosts: [127.0.0.1], address: "127.0.0.1:%d"}
                  ORTHANC: {hosts: [127.0.0.1], address: "127.0.0.1:%d"}
                """
                        .formatted(modalityPort, orthanc.dicomPort()));
        hub = HubProcess.start(directory.resolve("home"), deployment, HubProcess.QUICK_START);
        orthanc.send(
                "PUT",
                "/modalities/vuzol",
                "{\"AET\": \"VUZOL\", \"Host\": \"127.0.0.1\", \"Port\": %d, \"AllowStorageCommitment\": true}"
                        .formatted(hub.dicomPort()));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (hub != null) {
            hub.close();
        }
        if (orthanc != null) {
            orthanc.close();
        }
    }

    @BeforeEach
    void someObjects() throws IOException {
        objects = DicomNode.images(directory.resolve("objects" + images), 3, 3, new Random(images++));
    }

    @Test
    void aModalityThatStoresAndAsksAtOnceIsToldOverTheSameAssociation() throws Exception {
        try (DicomNetwork network = new DicomNetwork();
                Association association = connect(network)) {
            store(association, objects);
            String transaction = Uid.random();
            assertThat(ask(association, REQUEST, information(transaction, objects)))
                    .isEqualTo(Status.SUCCESS);
            NormalizedRequest report = report(bySame, transaction);
            assertThat(report.typeId()).hasValue(1);
            assertThat(report.sopInstanceUid()).isEqualTo(INSTANCE);
            DataSet told = report.dataSet().orElseThrow();
            assertThat(told.string(Tag.TransactionUID)).contains(transaction);
            assertThat(uids(told, Tag.ReferencedSOPSequence))
                    .isEqualTo(objects.stream().map(CommitmentHubIT::uid).toList());
        }
        // what the request named is evidence that the study is complete
        await().atMost(1, MINUTES).until(() -> study().path("complete").asBoolean());
    }

    @Test
    void aModalityThatWasAwayIsToldWhenItIsBackAlsoByAHubThatWasKilledMeanwhile() throws Exception {
        try (DicomNetwork network = new DicomNetwork()) {
            String transaction = Uid.random();
            try (Association association = connect(network)) {
                store(association, objects);
                ask(association, REQUEST, information(transaction, objects));
            }
            hub.kill();
            hub.start();
            try (var listening = listen(network)) {
                hub.awaitReady();
                NormalizedRequest report = report(byNew, transaction);
                assertThat(report.typeId()).hasValue(1);
                assertThat(uids(report.dataSet().orElseThrow(), Tag.ReferencedSOPSequence))
                        .hasSize(3);
            }
        }
    }

    @Test
    void aDamagedObjectIsNotConfirmedAndIsToldOfOnTheTimelineAndInHealth() throws Exception {
        try (DicomNetwork network = new DicomNetwork();
                Association association = connect(network)) {
            store(association, objects);
            await().atMost(1, MINUTES)
                    .until(() -> HubDatabase.of(hub.home())
                                    .sql("select count(*) from instance where uid = any(:uids)")
                                    .param(
                                            "uids",
                                            objects.stream()
                                                    .map(CommitmentHubIT::uid)
                                                    .toArray(String[]::new))
                                    .query(Integer.class)
                                    .single()
                            == 3);
            flipAByte(online(uid(objects.get(1))));
            String transaction = Uid.random();
            ask(association, REQUEST, information(transaction, objects));
            NormalizedRequest report = report(bySame, transaction);
            assertThat(report.typeId()).hasValue(2);
            DataSet told = report.dataSet().orElseThrow();
            assertThat(uids(told, Tag.ReferencedSOPSequence)).hasSize(2);
            DataSet failed = told.item(Tag.FailedSOPSequence).orElseThrow();
            assertThat(failed.string(Tag.ReferencedSOPInstanceUID)).contains(uid(objects.get(1)));
            assertThat(failed.integer(Tag.FailureReason)).hasValue(0x0110);
        }
        assertThat(hub.json("/api/studies/" + studyUid() + "/timeline").findValuesAsText("text"))
                .anyMatch(line -> line.contains("has other bytes than were stored"));
        assertThat(hub.health().at("/components/archive/details/damagedObjects").asInt())
                .isPositive();
    }

    @Test
    void requestsThatCannotBeUsedAreRefusedWithTheirStatus() throws Exception {
        try (DicomNetwork network = new DicomNetwork();
                Association association = connect(network)) {
            DataSet information = information(Uid.random(), objects);
            assertThat(ask(association, 2, information).code()).isEqualTo(0x0123);
            information.remove(Tag.TransactionUID);
            assertThat(ask(association, REQUEST, information).code()).isEqualTo(0x0115);
            assertThat(ask(association, REQUEST, information(Uid.random(), List.of()))
                            .code())
                    .isEqualTo(0x0115);
        }
    }

    @Test
    void orthancIsToldWhatIsSafe() throws Exception {
        try (DicomNetwork network = new DicomNetwork();
                Association association = connect(network)) {
            store(association, objects.subList(0, 2));
        }
        String references = String.join(
                ", ",
                objects.stream()
                        .map(object -> "[\"%s\", \"%s\"]".formatted(SopClass.CTImageStorage, uid(object)))
                        .toList());
        JsonNode asked = orthanc.send(
                "POST", "/modalities/vuzol/storage-commitment", "{\"DicomInstances\": [%s]}".formatted(references));
        JsonNode told = await().atMost(3, MINUTES)
                .until(
                        () -> orthanc.get(
                                "/storage-commitment/" + asked.get("ID").asText()),
                        answer -> !answer.get("Status").asText().equals("Pending"));
        assertThat(told.get("Status").asText()).isEqualTo("Failure");
        assertThat(told.get("Success")).hasSize(2);
        assertThat(told.at("/Failures/0/SOPInstanceUID").asText()).isEqualTo(uid(objects.get(2)));
        assertThat(told.at("/Failures/0/FailureReason").asInt()).isEqualTo(0x0112);
    }

    /** The report on a request. One on a request before may come again: the hub was killed before it had noted that it was taken. */
    private static NormalizedRequest report(BlockingQueue<NormalizedRequest> reports, String transaction)
            throws InterruptedException {
        while (true) {
            NormalizedRequest report = reports.poll(2, MINUTES);
            assertThat(report).as("a report on " + transaction).isNotNull();
            if (report.dataSet().orElseThrow().string(Tag.TransactionUID).equals(Optional.of(transaction))) {
                return report;
            }
        }
    }

    private Association connect(DicomNetwork network) throws IOException {
        AssociationOptions options = AssociationOptions.builder("CT1")
                .context(SopClass.CTImageStorage)
                .context(COMMITMENT)
                .services(services(bySame))
                .build();
        return network.connect(NodeAddress.of("VUZOL", "127.0.0.1", hub.dicomPort()), options);
    }

    private AutoCloseable listen(DicomNetwork network) throws IOException {
        return network.listen(AcceptorOptions.builder(InetAddress.getLoopbackAddress(), modalityPort, services(byNew))
                .build());
    }

    private static Services services(BlockingQueue<NormalizedRequest> reports) {
        return Services.builder()
                .normalized(
                        (request, association) -> {
                            reports.add(request);
                            return NormalizedService.Result.SUCCESS;
                        },
                        COMMITMENT)
                .build();
    }

    private static void store(Association association, List<Path> files) throws Exception {
        for (Path file : files) {
            assertThat(association.store(FileSource.of(file)).status()).isEqualTo(Status.SUCCESS);
        }
    }

    private static Status ask(Association association, int action, DataSet information) throws Exception {
        return association
                .perform(NormalizedRequest.action(COMMITMENT, INSTANCE, action, Optional.of(information)))
                .status();
    }

    private static DataSet information(String transaction, List<Path> files) {
        return new DataSet()
                .put(Tag.TransactionUID, transaction)
                .putItems(
                        Tag.ReferencedSOPSequence,
                        files.stream()
                                .map(file -> new DataSet()
                                        .put(Tag.ReferencedSOPClassUID, SopClass.CTImageStorage)
                                        .put(Tag.ReferencedSOPInstanceUID, uid(file)))
                                .toArray(DataSet[]::new));
    }

    private static List<String> uids(DataSet information, int sequence) {
        return information.items(sequence).stream()
                .map(item -> item.string(Tag.ReferencedSOPInstanceUID).orElseThrow())
                .toList();
    }

    private static String uid(Path file) {
        return text(file, Tag.SOPInstanceUID);
    }

    private static String text(Path file, int tag) {
        try {
            return DicomReader.read(file).dataSet().string(tag).orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String studyUid() {
        return text(objects.get(0), Tag.StudyInstanceUID);
    }

    private JsonNode study() {
        return hub.json("/api/studies/" + studyUid()).path("study");
    }

    /** Where the archive has an object. */
    private static Path online(String uid) throws IOException {
        try (Stream<Path> files = Files.walk(hub.online())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> uid(file).equals(uid))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void flipAByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }
}
