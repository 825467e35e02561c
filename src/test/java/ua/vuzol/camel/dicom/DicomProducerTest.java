package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.AssociationTimeoutException;
import ua.vuzol.dicom.net.DicomAmbiguousException;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.MoveService;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreService;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;
import ua.vuzol.dicom.net.Timeouts;

/** What producers ask of peers, and what becomes of the peer's answer. */
class DicomProducerTest extends DicomRouteTestSupport {

    private static String scu(int port, String service) {
        return "dicom:scu/VUZOL@127.0.0.1:%d/%s".formatted(port, service);
    }

    private Exchange send(String uri, Object body, Object... headers) {
        return camel.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(body);
                    for (int i = 0; i < headers.length; i += 2) {
                        exchange.getMessage().setHeader((String) headers[i], headers[i + 1]);
                    }
                })
                .send();
    }

    private <T extends DicomOperationException> T failure(Exchange exchange, Class<T> type) {
        assertThat(exchange.getException()).isInstanceOf(type);
        assertThat(exchange.getException().getMessage())
                .doesNotContain("Шевченко")
                .doesNotContain("SECRET");
        return type.cast(exchange.getException());
    }

    private static Services storing(StoreService store) {
        return Services.builder().store(uid -> true, store).build();
    }

    private static Services answering(Status status) {
        return storing((request, dataSet) -> {
            throw new DimseException(status);
        });
    }

    // ---- store ----

    @Test
    void filesAndSourcesAreStoredAndTheStatusIsTold() throws Exception {
        Spool arrived = new Spool(Files.createDirectory(folder.resolve("arrived")));
        try (TestNode peer = TestNode.of(storing(arrived::store))) {
            for (Object body : List.of(image(1), image(2).toFile(), FileSource.of(image(3)))) {
                Exchange sent = send(scu(peer.port(), "store"), body);
                assertThat(sent.getException()).isNull();
                assertThat(sent.getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0);
            }
        }
        assertThat(arrived.instanceUids())
                .containsExactly(TestObjects.instanceUid(1), TestObjects.instanceUid(2), TestObjects.instanceUid(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0xB000, 0xB007, 0x0107, 0x0116})
    void aWarningIsSuccess(int code) throws Exception {
        try (TestNode peer =
                TestNode.of(storing((request, dataSet) -> Status.of(code).withComment("coerced")))) {
            Exchange sent = send(scu(peer.port(), "store"), image(1));
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(code);
            assertThat(sent.getMessage().getHeader(DicomConstants.ERROR_COMMENT))
                    .isEqualTo("coerced");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xA700, 0xA701, 0x0213})
    void outOfResourcesIsTransient(int code) throws Exception {
        try (TestNode peer = TestNode.of(answering(Status.of(code)))) {
            DicomTransientException failure =
                    failure(send(scu(peer.port(), "store"), image(1)), DicomTransientException.class);
            assertThat(failure.status()).contains(Status.of(code));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC000, 0xA900, 0x0110, 0x0122, 0x0124})
    void anyOtherFailureIsTheFinalNoWithTheCommentOfThePeer(int code) throws Exception {
        try (TestNode peer = TestNode.of(answering(Status.of(code).withComment("SECRET of the peer")))) {
            Exchange sent = send(scu(peer.port(), "store"), image(1));
            DicomRejectedException failure = failure(sent, DicomRejectedException.class);
            assertThat(failure.status()).contains(Status.of(code).withComment("SECRET of the peer"));
            assertThat(sent.getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(code);
        }
    }

    @Test
    void aPeerThatIsDownIsTransient() {
        DicomTransientException failure =
                failure(send(scu(PeerProcess.freePort(), "store"), image(1)), DicomTransientException.class);
        assertThat(failure.status()).isEmpty();
        assertThat(failure).hasMessageContaining("VUZOL@127.0.0.1");
    }

    @Test
    void aRejectedAssociationIsTransientOrFinalAsThePeerSays() {
        Admission busy = (request, peer) -> Optional.of(Rejection.TEMPORARY_CONGESTION);
        try (TestNode peer = TestNode.of(Services.NONE, options -> options.admission(busy))) {
            failure(send(scu(peer.port(), "store"), image(1)), DicomTransientException.class);
        }
        try (TestNode peer = TestNode.of(Services.NONE, options -> options.admission(Admission.calling("OTHER")))) {
            assertThat(failure(send(scu(peer.port(), "store"), image(1)), DicomRejectedException.class)
                            .rejection())
                    .contains(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        }
    }

    @Test
    void aPeerThatDoesNotTakeTheSopClassSaysNoForGood() {
        try (TestNode peer = TestNode.of(Services.NONE)) {
            assertThat(failure(send(scu(peer.port(), "store"), image(1)), DicomRejectedException.class))
                    .hasMessageContaining("CT Image Storage");
        }
    }

    @Test
    void aPeerThatAbortsOrHangsUpInsteadOfAnsweringLeavesItOpenWhetherItStored() throws Exception {
        StoreService aborting = (request, dataSet) -> {
            dataSet.readAllBytes();
            request.association().abort();
            return Status.SUCCESS;
        };
        try (TestNode peer = TestNode.of(storing(aborting))) {
            failure(send(scu(peer.port(), "store"), image(1)), DicomAmbiguousException.class);
        }
    }

    @Test
    void aPeerThatNeverAnswersIsAmbiguousAfterTheTimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StoreService silent = (request, dataSet) -> {
            dataSet.readAllBytes();
            await(end);
            return Status.SUCCESS;
        };
        try (TestNode peer = TestNode.of(storing(silent))) {
            DicomAmbiguousException failure = failure(
                    send(scu(peer.port(), "store?responseTimeout=200ms"), image(1)), DicomAmbiguousException.class);
            assertThat(failure).hasCauseInstanceOf(AssociationTimeoutException.class);
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPeerThatAbortsInTheMiddleOfALargeObjectHasSurelyNotStoredIt() throws Exception {
        StoreService aborting = (request, dataSet) -> {
            dataSet.readNBytes(1000);
            request.association().abort();
            return Status.SUCCESS;
        };
        Path large = TestObjects.write(
                TestObjects.image(CT, 1, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                        .putBytes(Tag.PixelData, VR.OW, new byte[64 << 20]),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("large.dcm"));
        try (TestNode peer = TestNode.of(storing(aborting))) {
            failure(send(scu(peer.port(), "store"), large), DicomTransientException.class);
        }
    }

    @Test
    void aPeerThatTakesTheConnectionAndSaysNothingIsTransient() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            failure(
                    send(scu(mute.getLocalPort(), "store?requestTimeout=200ms"), image(1)),
                    DicomTransientException.class);
        }
    }

    @Test
    void aPeerThatIsNoDicomNodeIsTransient() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread http = new Thread(() -> {
                try (Socket socket = other.accept();
                        InputStream in = socket.getInputStream();
                        OutputStream out = socket.getOutputStream()) {
                    in.readNBytes(100);
                    out.write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the other side hung up first
                }
            });
            http.start();
            failure(send(scu(other.getLocalPort(), "store"), image(1)), DicomTransientException.class);
            http.join();
        }
    }

    @Test
    void whatIsNoDicomFileIsTheSendersErrorAndNoneOfThePeers() throws Exception {
        Path text = Files.writeString(folder.resolve("no.dcm"), "not an object");
        try (TestNode peer = TestNode.of(answering(Status.SUCCESS))) {
            Exchange sent = send(scu(peer.port(), "store"), text);
            assertThat(sent.getException())
                    .isInstanceOf(DicomException.class)
                    .isNotInstanceOf(DicomOperationException.class);
        }
    }

    // ---- the others ----

    @Test
    void aPeerIsAskedWhetherItIsThere() {
        try (TestNode peer = TestNode.of(Services.NONE)) {
            assertThat(send(scu(peer.port(), "echo"), null).getMessage().getHeader(DicomConstants.STATUS))
                    .isEqualTo(0);
        }
        failure(send(scu(PeerProcess.freePort(), "echo"), null), DicomTransientException.class);
    }

    private static Services finding(int count) {
        return Services.builder()
                .find(request -> Matches.of(IntStream.range(0, count).mapToObj(i -> study("2.25." + i))), FIND)
                .build();
    }

    @Test
    void matchesAreTakenAsTheyComeWithinTheExchange() throws Exception {
        try (TestNode peer = TestNode.of(finding(1000))) {
            List<String> taken = new ArrayList<>();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask")
                            .to(scu(peer.port(), "find"))
                            .split(body())
                            .streaming()
                            .process(exchange -> taken.add(exchange.getMessage()
                                    .getBody(DataSet.class)
                                    .string(Tag.StudyInstanceUID)
                                    .orElseThrow()));
                }
            });
            send("direct:ask", studyQuery());
            assertThat(taken).hasSize(1000).startsWith("2.25.0").endsWith("2.25.999");
        }
    }

    @Test
    void matchesThatNobodyTookAreCancelledAndTheAssociationServesTheNext() {
        try (TestNode peer = TestNode.of(finding(1_000_000))) {
            assertThat(send(scu(peer.port(), "find"), studyQuery()).getException())
                    .isNull();
            assertThat(send(scu(peer.port(), "find"), studyQuery()).getException())
                    .isNull();
        }
    }

    @Test
    void allMatchesAreKeptWhereTheEndpointIsNotLazy() {
        try (TestNode peer = TestNode.of(finding(3))) {
            Exchange found = send(scu(peer.port(), "find?lazy=false"), studyQuery());
            assertThat(found.getMessage().getBody(List.class)).hasSize(3);
        }
    }

    @Test
    void aQueryThatFailsIsTypedLikeAStore() {
        Services refusing = Services.builder()
                .find(
                        request -> {
                            throw new DimseException(Status.OUT_OF_RESOURCES);
                        },
                        FIND)
                .build();
        try (TestNode peer = TestNode.of(refusing)) {
            failure(send(scu(peer.port(), "find"), studyQuery()), DicomTransientException.class);
            failure(
                    send(scu(peer.port(), "find?informationModel=PATIENT_ROOT"), studyQuery()),
                    DicomRejectedException.class);
        }
    }

    @Test
    void aMoveTellsItsSubOperations() throws Exception {
        Spool arrived = new Spool(Files.createDirectory(folder.resolve("arrived")));
        try (TestNode destination = TestNode.of(storing(arrived::store));
                TestNode peer = TestNode.of(Services.builder()
                        .move(
                                (request, to) -> new MoveService.Move(
                                        destination.address(),
                                        "PEER",
                                        Timeouts.defaults(),
                                        List.of(FileSource.of(image(1)))),
                                MOVE)
                        .build())) {
            Exchange moved = send(scu(peer.port(), "move?moveDestination=DEST"), study("2.25.1000"));
            assertThat(moved.getException()).isNull();
            assertThat(moved.getMessage().getHeaders())
                    .containsEntry(DicomConstants.STATUS, 0)
                    .containsEntry(DicomConstants.COMPLETED_SUBOPERATIONS, 1)
                    .containsEntry(DicomConstants.FAILED_SUBOPERATIONS, 0);
        }
        assertThat(arrived.instanceUids()).containsExactly(TestObjects.instanceUid(1));
    }

    @Test
    void aGetBringsFilesThatLastAsLongAsTheExchange() throws Exception {
        try (TestNode peer = TestNode.of(Services.builder()
                .get(request -> List.of(FileSource.of(image(1)), FileSource.of(image(2))), GET)
                .build())) {
            List<byte[]> contents = new ArrayList<>();
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:get")
                            .to(scu(peer.port(), "get"))
                            .split(body())
                            .process(exchange -> contents.add(
                                    TestObjects.content(exchange.getMessage().getBody(Path.class))));
                }
            });
            Exchange got = send("direct:get", study("2.25.1000"));
            assertThat(got.getException()).isNull();
            assertThat(contents).containsExactly(TestObjects.content(image(1)), TestObjects.content(image(2)));
            assertThat(spooled()).isEmpty();
        }
    }

    @Test
    void aPerformedStepIsReported() {
        List<String> done = new CopyOnWriteArrayList<>();
        NormalizedService steps = (request, association) -> {
            done.add(request.service() + " " + request.sopInstanceUid());
            return request.sopInstanceUid().isEmpty()
                    ? new NormalizedService.Result(Status.SUCCESS, "2.25.9", Optional.empty())
                    : NormalizedService.Result.SUCCESS;
        };
        try (TestNode peer =
                TestNode.of(Services.builder().normalized(steps, MPPS).build())) {
            DataSet step = new DataSet().put(Tag.PerformedProcedureStepStatus, "IN PROGRESS");
            Exchange created = send(scu(peer.port(), "mpps"), step);
            assertThat(created.getException()).isNull();
            assertThat(created.getMessage().getHeader(DicomConstants.SOP_INSTANCE_UID))
                    .isEqualTo("2.25.9");
            Exchange set = send(
                    scu(peer.port(), "mpps"),
                    step,
                    DicomConstants.DIMSE,
                    "N-SET",
                    DicomConstants.SOP_INSTANCE_UID,
                    "2.25.9");
            assertThat(set.getException()).isNull();
        }
        assertThat(done).containsExactly("N-CREATE ", "N-SET 2.25.9");
    }

    @Test
    void aStepWhoseAnswerIsLostIsAmbiguous() {
        NormalizedService aborting = (request, association) -> {
            association.abort();
            return NormalizedService.Result.SUCCESS;
        };
        try (TestNode peer =
                TestNode.of(Services.builder().normalized(aborting, MPPS).build())) {
            DataSet step = new DataSet().put(Tag.PerformedProcedureStepStatus, "IN PROGRESS");
            failure(send(scu(peer.port(), "mpps"), step), DicomAmbiguousException.class);
        }
    }

    @Test
    void aWorklistIsAskedInItsOwnModel() {
        try (TestNode peer = TestNode.of(Services.builder()
                .find(
                        request -> Matches.of(Stream.of(TestObjects.worklistItem(1))),
                        SopClass.ModalityWorklistInformationModelFind)
                .build())) {
            Exchange found = send(scu(peer.port(), "worklist?lazy=false"), new DataSet().putEmpty(Tag.PatientName));
            assertThat(found.getMessage().getBody(List.class)).hasSize(1);
        }
    }
}
