package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.Uid;

/** Orthanc and we in all roles towards each other; Orthanc as SCU is asked for it by its REST API. */
class OrthancIT {

    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = SopClass.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;
    private static final String WORKLIST = SopClass.ModalityWorklistInformationModelFind;
    private static final String COMMITMENT = SopClass.StorageCommitmentPushModel;
    /** PS3.4 J.3.5: the one instance that all storage commitment requests are made to. */
    private static final String COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1";

    private static final String STORED = SopClass.SecondaryCaptureImageStorage;
    private static final String PLUGIN = "/usr/share/orthanc/plugins/libModalityWorklists.so";

    @TempDir
    static Path folder;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static PeerProcess orthanc;
    private static NodeAddress orthancNode;
    private static int httpPort;
    private static TestNode vuzol;
    private static Spool spool;
    /** What Orthanc has from the beginning. */
    private static final List<FileSource> STORED_THERE = new ArrayList<>();
    /** What we have and Orthanc may retrieve. */
    private static FileSource kept;

    private static final BlockingQueue<NormalizedRequest> COMMITMENTS = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() throws Exception {
        PeerProcess.assumeInstalled("Orthanc");
        httpPort = PeerProcess.freePort();
        orthancNode = NodeAddress.of("ORTHANC", "127.0.0.1", PeerProcess.freePort());
        spool = new Spool(Files.createDirectory(folder.resolve("spool")));
        kept = TestObjects.source(TestObjects.write(
                TestObjects.image(STORED, 77, TestObjects.EXPLICIT).put(Tag.StudyInstanceUID, "2.25.77"),
                TestObjects.EXPLICIT,
                folder.resolve("kept.dcm")));
        vuzol = TestNode.of(services());
        Path configuration = Files.writeString(folder.resolve("orthanc.json"), configuration());
        orthanc = PeerProcess.listening(folder, orthancNode.port(), PeerProcess.words("Orthanc", configuration));
        await().until(() -> get("/system").has("Version"));
        fill();
    }

    private static Services services() {
        return Services.builder()
                .store(uid -> true, spool::store)
                .find(query -> Matches.of(Stream.of(match())), FIND)
                .move(
                        (query, destination) -> {
                            assertThat(destination).isEqualTo("ORTHANC");
                            assertThat(query.identifier().string(Tag.StudyInstanceUID))
                                    .contains("2.25.77");
                            return new MoveService.Move(
                                    orthancNode, TestNode.AE_TITLE, Timeouts.defaults(), List.of(kept));
                        },
                        MOVE)
                .normalized(OrthancIT::commit, COMMITMENT)
                .build();
    }

    private static DataSet match() {
        return TestObjects.match("2.25.7.7.7")
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.PatientID, "P77")
                .put(Tag.StudyInstanceUID, "2.25.77");
    }

    private static NormalizedService.Result commit(NormalizedRequest request, Association association) {
        COMMITMENTS.add(request);
        return NormalizedService.Result.SUCCESS;
    }

    private static String configuration() throws IOException {
        Path worklists = Files.createDirectory(folder.resolve("worklists"));
        for (int i = 1; i <= 4; i++) {
            TestObjects.write(
                    TestObjects.worklistItem(i), TestObjects.EXPLICIT, worklists.resolve("item-" + i + ".wl"));
        }
        return """
                {
                  "StorageDirectory": "%1$s", "IndexDirectory": "%1$s",
                  "HttpPort": %2$d, "AuthenticationEnabled": false,
                  "DicomAet": "ORTHANC", "DicomPort": %3$d, "DefaultEncoding": "Utf8",
                  "DicomModalities": {
                    "vuzol": {"AET": "VUZOL", "Host": "127.0.0.1", "Port": %4$d,
                      "AllowStorageCommitment": true, "AllowGet": true}
                  },
                  "Plugins": [%5$s],
                  "Worklists": {"Enable": true, "Database": "%6$s"}
                }
                """
                .formatted(
                        folder.resolve("orthanc"),
                        httpPort,
                        orthancNode.port(),
                        vuzol.port(),
                        Files.exists(Path.of(PLUGIN)) ? '"' + PLUGIN + '"' : "",
                        worklists);
    }

    private static void fill() throws IOException {
        STORED_THERE.addAll(TestObjects.images(4, folder));
        STORED_THERE.add(TestObjects.source(TestObjects.write(
                TestObjects.image(STORED, 5, TransferSyntax.JPEG_BASELINE),
                TransferSyntax.JPEG_BASELINE,
                folder.resolve("jpeg.dcm"))));
        AssociationOptions.Builder options =
                AssociationOptions.builder("VUZOL").context(STORED).context(STORED, TransferSyntax.JPEG_BASELINE.uid());
        try (Association association = connect(options)) {
            for (FileSource image : STORED_THERE) {
                assertThat(association.store(image).status()).isEqualTo(Status.SUCCESS);
            }
        }
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            orthanc.close();
        }
        if (vuzol != null) {
            vuzol.close();
        }
    }

    @BeforeEach
    void forget() {
        spool.clear();
        COMMITMENTS.clear();
    }

    private static Association connect(AssociationOptions.Builder options) throws IOException {
        return vuzol.network().connect(orthancNode, options.build());
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        return rest(HttpRequest.newBuilder(uri(path)).build());
    }

    private static JsonNode post(String path, String body) throws IOException, InterruptedException {
        return rest(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    private static JsonNode rest(HttpRequest request) throws IOException, InterruptedException {
        // a client of its own: Orthanc closes connections that were idle just when they are used again
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static DataSet study() {
        return new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyInstanceUID, TestObjects.STUDY_UID);
    }

    private static void isWhatWasStored() {
        assertThat(spool.kept()).hasSize(5).allSatisfy(one -> {
            Path sent = STORED_THERE.stream()
                    .filter(image -> image.sopInstanceUid().equals(one.request().sopInstanceUid()))
                    .findFirst()
                    .orElseThrow()
                    .file();
            assertThat(TestObjects.content(one.file())).isEqualTo(TestObjects.content(sent));
        });
    }

    // ---- we are SCU ----

    @Test
    void aStudyIsFoundByItsNameInUkrainian() throws IOException {
        DataSet identifier = study().put(Tag.PatientName, "Шевченко*").putEmpty(Tag.PatientID);
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(FIND).verification())) {
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
            assertThat(association.find(FIND, identifier).matches())
                    .singleElement()
                    .satisfies(
                            match -> assertThat(match.string(Tag.PatientName)).contains(TestObjects.PATIENT_NAME));
        }
    }

    @Test
    void aStudyIsMovedToUs() throws IOException {
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(MOVE))) {
            DimseResponse last = association.move(MOVE, study(), "VUZOL").last();
            assertThat(last.status()).isEqualTo(Status.SUCCESS);
            assertThat(SubOperations.of(last.command()).completed()).isEqualTo(5);
        }
        isWhatWasStored();
    }

    @Test
    void aStudyIsGotOverTheSameAssociation() throws IOException {
        AssociationOptions.Builder options = AssociationOptions.builder("VUZOL")
                .context(GET)
                .context(STORED)
                .context(STORED, TransferSyntax.JPEG_BASELINE.uid())
                .role(STORED, false, true)
                .services(Services.builder().store(uid -> true, spool::store).build());
        try (Association association = connect(options)) {
            DimseResponse last = association.get(GET, study()).last();
            assertThat(last.status()).isEqualTo(Status.SUCCESS);
            assertThat(SubOperations.of(last.command()).completed()).isEqualTo(5);
        }
        isWhatWasStored();
    }

    @Test
    void theWorklistIsFound() throws IOException {
        assumeTrue(Files.exists(Path.of(PLUGIN)), "skipped: Orthanc has no worklist plugin at " + PLUGIN);
        DataSet query = new DataSet()
                .put(Tag.SpecificCharacterSet, "ISO_IR 192")
                .putEmpty(Tag.PatientName)
                .putItems(Tag.ScheduledProcedureStepSequence, new DataSet().put(Tag.Modality, "CT"));
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(WORKLIST))) {
            assertThat(association.find(WORKLIST, query).matches()).hasSize(2).allSatisfy(match -> assertThat(
                            match.string(Tag.PatientName))
                    .contains(TestObjects.PATIENT_NAME));
        }
    }

    @Test
    void orthancCommitsToWhatItHasAndReportsItOverAnAssociationOfItsOwn() throws Exception {
        String transaction = Uid.random();
        DataSet reference = new DataSet()
                .put(Tag.ReferencedSOPClassUID, STORED)
                .put(Tag.ReferencedSOPInstanceUID, TestObjects.instanceUid(1));
        DataSet request =
                new DataSet().put(Tag.TransactionUID, transaction).putItems(Tag.ReferencedSOPSequence, reference);
        try (Association association =
                connect(AssociationOptions.builder("VUZOL").context(COMMITMENT))) {
            NormalizedRequest action =
                    NormalizedRequest.action(COMMITMENT, COMMITMENT_INSTANCE, 1, Optional.of(request));
            assertThat(association.perform(action).status()).isEqualTo(Status.SUCCESS);
        }
        NormalizedRequest report = COMMITMENTS.poll(20, TimeUnit.SECONDS);
        assertThat(report.service()).isEqualTo(Dimse.N_EVENT_REPORT);
        assertThat(report.typeId()).hasValue(1);
        DataSet information = report.dataSet().orElseThrow();
        assertThat(information.string(Tag.TransactionUID)).contains(transaction);
        assertThat(information.item(Tag.ReferencedSOPSequence).orElseThrow().string(Tag.ReferencedSOPInstanceUID))
                .contains(TestObjects.instanceUid(1));
    }

    // ---- Orthanc is SCU ----

    @Test
    void orthancEchoes() throws Exception {
        post("/modalities/vuzol/echo", "{}");
    }

    @Test
    void orthancSendsToUsWhatItHas() throws Exception {
        String resources = get("/instances").toString();
        JsonNode result =
                post("/modalities/vuzol/store", "{\"Resources\": %s, \"Synchronous\": true}".formatted(resources));
        assertThat(result.get("FailedInstancesCount").asInt()).isZero();
        assertThat(spool.instanceUids())
                .containsAll(
                        STORED_THERE.stream().map(FileSource::sopInstanceUid).toList());
    }

    @Test
    void orthancFindsAndRetrievesFromUs() throws Exception {
        JsonNode query = post(
                "/modalities/vuzol/query",
                "{\"Level\": \"Study\", \"Query\": {\"PatientName\": \"Шевченко*\", \"StudyInstanceUID\": \"\"}}");
        String path = "/queries/" + query.get("ID").asText() + "/answers";
        assertThat(get(path)).hasSize(1);
        assertThat(get(path + "/0/content?simplify").get("PatientName").asText())
                .isEqualTo(TestObjects.PATIENT_NAME);
        post(path + "/0/retrieve", "{\"TargetAet\": \"ORTHANC\", \"Synchronous\": true}");
        assertThat(post("/tools/lookup", "2.25.77")).hasSize(1);
    }

    @Test
    void orthancIsToldOfOurCommitment() throws Exception {
        JsonNode asked = post(
                "/modalities/vuzol/storage-commitment",
                "{\"DicomInstances\": [[\"%s\", \"2.25.2000.77\"]]}".formatted(STORED));
        NormalizedRequest action = COMMITMENTS.poll(20, TimeUnit.SECONDS);
        assertThat(action.service()).isEqualTo(Dimse.N_ACTION);
        assertThat(action.sopInstanceUid()).isEqualTo(COMMITMENT_INSTANCE);
        DataSet request = action.dataSet().orElseThrow();
        DataSet information = new DataSet()
                .put(Tag.TransactionUID, request.string(Tag.TransactionUID).orElseThrow())
                .putItems(
                        Tag.ReferencedSOPSequence,
                        request.items(Tag.ReferencedSOPSequence).toArray(DataSet[]::new));
        AssociationOptions.Builder options =
                AssociationOptions.builder("VUZOL").context(COMMITMENT).role(COMMITMENT, false, true);
        try (Association association = connect(options)) {
            NormalizedRequest report =
                    NormalizedRequest.eventReport(COMMITMENT, COMMITMENT_INSTANCE, 1, Optional.of(information));
            assertThat(association.perform(report).status()).isEqualTo(Status.SUCCESS);
        }
        await().until(() -> get("/storage-commitment/" + asked.get("ID").asText())
                .get("Status")
                .asText()
                .equals("Success"));
    }
}
