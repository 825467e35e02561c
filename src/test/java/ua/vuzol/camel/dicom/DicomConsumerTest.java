package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreSource;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

/** Each service as a route sees it, asked by our own toolkit. */
class DicomConsumerTest extends DicomRouteTestSupport {

    private Message only() {
        assertThat(exchanges).hasSize(1);
        return exchanges.get(0).getMessage();
    }

    // ---- store ----

    @Test
    void anObjectIsSpooledHashedAndDescribedByHeaders() throws Exception {
        AtomicReference<byte[]> file = new AtomicReference<>();
        route(
                "store",
                scp("store"),
                exchange -> file.set(Files.readAllBytes(exchange.getMessage().getBody(Path.class))));
        try (Association association = connect(CT)) {
            DimseResponse response = association.store(FileSource.of(image(7)));
            assertThat(response.status()).isEqualTo(Status.SUCCESS);
        }
        Message message = only();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file.get()));
        assertThat(message.getHeaders())
                .containsEntry(DicomConstants.CALLING_AE_TITLE, "SCU")
                .containsEntry(DicomConstants.CALLED_AE_TITLE, "VUZOL")
                .containsEntry(DicomConstants.REMOTE_AE_TITLE, "SCU")
                .containsEntry(DicomConstants.SOP_CLASS_UID, CT)
                .containsEntry(DicomConstants.SOP_INSTANCE_UID, TestObjects.instanceUid(7))
                .containsEntry(DicomConstants.TRANSFER_SYNTAX_UID, "1.2.840.10008.1.2.1")
                .containsEntry(DicomConstants.SHA256, sha256)
                .containsEntry(DicomConstants.SIZE, (long) file.get().length)
                .containsEntry(DicomConstants.MESSAGE_ID, 1)
                .doesNotContainKey(DicomConstants.MOVE_ORIGINATOR);
        assertThat(message.getHeader(DicomConstants.REMOTE_ADDRESS, String.class))
                .startsWith("127.0.0.1:");
        assertThat(message.getHeader(DicomConstants.ASSOCIATION_ID, String.class))
                .isNotBlank();
        Path received = Files.write(folder.resolve("received.dcm"), file.get());
        assertThat(TestObjects.content(received)).isEqualTo(TestObjects.content(image(7)));
    }

    @Test
    void whatTheRouteLeavesInTheSpoolIsDeletedAndWhatItMovesStays() throws Exception {
        Path kept = folder.resolve("kept.dcm");
        AtomicBoolean move = new AtomicBoolean(true);
        route("store", scp("store"), exchange -> {
            if (move.getAndSet(false)) {
                Files.move(exchange.getMessage().getBody(Path.class), kept);
            }
        });
        try (Association association = connect(CT)) {
            association.store(FileSource.of(image(1)));
            association.store(FileSource.of(image(2)));
        }
        assertThat(kept).exists();
        assertThat(spooled()).isEmpty();
    }

    // ---- echo ----

    @Test
    void anEchoIsAnsweredByItsRouteOrBySuccessWhereThereIsNone() throws Exception {
        route("store", scp("store"));
        try (Association association = connect()) {
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
            route("echo", scp("echo"), exchange -> exchange.getMessage().setHeader(DicomConstants.STATUS, 0x0122));
            assertThat(association.echo().code()).isEqualTo(0x0122);
        }
        assertThat(only().getHeader(DicomConstants.CALLING_AE_TITLE)).isEqualTo("SCU");
    }

    // ---- find ----

    @Test
    void matchesAreTakenOneByOneAndClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        route("find", scp("find"), exchange -> exchange.getMessage()
                .setBody(IntStream.range(0, 5).mapToObj(i -> study("2.25." + i)).onClose(() -> closed.set(true))));
        try (Association association = connect(FIND);
                Responses responses = association.find(FIND, studyQuery())) {
            assertThat(responses.matches())
                    .extracting(match -> match.string(Tag.StudyInstanceUID).orElseThrow())
                    .containsExactly("2.25.0", "2.25.1", "2.25.2", "2.25.3", "2.25.4");
        }
        assertThat(closed).isTrue();
        assertThat(only().getHeaders())
                .containsEntry(DicomConstants.SOP_CLASS_UID, FIND)
                .containsEntry(DicomConstants.LEVEL, "STUDY");
        assertThat(only().getBody(DataSet.class).string(Tag.QueryRetrieveLevel)).contains("STUDY");
    }

    @Test
    void aCancelledQueryTakesNoMoreMatches() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        route("find", scp("find"), exchange -> exchange.getMessage()
                .setBody(Stream.generate(() -> study("2.25.1")).onClose(() -> closed.set(true))));
        try (Association association = connect(FIND)) {
            Responses responses = association.find(FIND, studyQuery());
            responses.next();
            responses.cancel();
            assertThat(responses.last().status()).isEqualTo(Status.CANCEL);
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
        }
        assertThat(closed).isTrue();
    }

    @Test
    void aFailureHalfWayThroughTheMatchesIsTheFinalStatus() throws Exception {
        route("find", scp("find"), exchange -> exchange.getMessage()
                .setBody(IntStream.range(0, 2).mapToObj(i -> {
                    if (i == 1) {
                        throw new UncheckedIOException(new IOException("the database is away"));
                    }
                    return study("2.25.1");
                })));
        try (Association association = connect(FIND)) {
            assertThat(association.find(FIND, studyQuery()).last().status().code())
                    .isEqualTo(0xA700);
        }
    }

    @Test
    void aWorklistIsAsked() throws Exception {
        route("worklist", scp("worklist"), exchange -> exchange.getMessage()
                .setBody(List.of(TestObjects.worklistItem(1))));
        String worklist = SopClass.ModalityWorklistInformationModelFind;
        try (Association association = connect(worklist)) {
            assertThat(association
                            .find(worklist, new DataSet().putEmpty(Tag.PatientName))
                            .matches())
                    .hasSize(1);
        }
    }

    // ---- move, get ----

    private StoreSource source(int number) {
        try {
            return FileSource.of(image(number));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aMoveSendsWhatTheRouteChoosesToWhereItSays() throws Exception {
        Spool arrived = new Spool(Files.createDirectory(folder.resolve("arrived")));
        try (TestNode destination = TestNode.of(
                Services.builder().store(uid -> true, arrived::store).build())) {
            route("move", scp("move"), exchange -> {
                exchange.getMessage()
                        .setHeader(
                                DicomConstants.MOVE_ADDRESS, NodeAddress.of("DEST", "127.0.0.1", destination.port()));
                exchange.getMessage().setBody(List.of(source(1), source(2)));
            });
            try (Association association = connect(MOVE)) {
                DimseResponse last =
                        association.move(MOVE, study("2.25.1000"), "DEST").last();
                assertThat(last.status()).isEqualTo(Status.SUCCESS);
                assertThat(last.command().integer(Tag.NumberOfCompletedSuboperations))
                        .contains(2);
            }
        }
        assertThat(arrived.instanceUids()).containsExactly(TestObjects.instanceUid(1), TestObjects.instanceUid(2));
        assertThat(only().getHeader(DicomConstants.MOVE_DESTINATION)).isEqualTo("DEST");
    }

    @Test
    void aMoveToNowhereIsRefusedAsUnknownDestination() throws Exception {
        route("move", scp("move"), exchange -> exchange.getMessage().setBody(List.of(source(1))));
        try (Association association = connect(MOVE)) {
            assertThat(association.move(MOVE, study("2.25.1000"), "DEST").last().status())
                    .isEqualTo(Status.MOVE_DESTINATION_UNKNOWN);
        }
    }

    @Test
    void aGetSendsOverTheSameAssociation() throws Exception {
        route("get", scp("get"), exchange -> exchange.getMessage().setBody(List.of(source(1), source(2))));
        Spool arrived = new Spool(Files.createDirectory(folder.resolve("arrived")));
        try (Association association = connect(options -> options.context(GET)
                .context(CT)
                .role(CT, false, true)
                .services(Services.builder().store(uid -> true, arrived::store).build()))) {
            assertThat(association.get(GET, study("2.25.1000")).last().status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(arrived.instanceUids()).containsExactly(TestObjects.instanceUid(1), TestObjects.instanceUid(2));
    }

    // ---- mpps, commitment ----

    @Test
    void aPerformedStepIsCreatedWithAnInstanceOfOurChoiceAndSet() throws Exception {
        route("mpps", scp("mpps"), exchange -> {
            if (exchange.getMessage().getHeader(DicomConstants.SOP_INSTANCE_UID) == null) {
                exchange.getMessage().setHeader(DicomConstants.SOP_INSTANCE_UID, "2.25.77");
            }
        });
        try (Association association = connect(MPPS)) {
            DataSet step = new DataSet().put(Tag.PerformedProcedureStepStatus, "IN PROGRESS");
            DimseResponse created = association.perform(NormalizedRequest.create(MPPS, "", step));
            assertThat(created.status()).isEqualTo(Status.SUCCESS);
            assertThat(created.command().string(Tag.AffectedSOPInstanceUID)).contains("2.25.77");
            DataSet done = new DataSet().put(Tag.PerformedProcedureStepStatus, "COMPLETED");
            assertThat(association
                            .perform(NormalizedRequest.set(MPPS, "2.25.77", done))
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
        assertThat(exchanges)
                .extracting(exchange -> exchange.getMessage().getHeader(DicomConstants.DIMSE))
                .containsExactly("N-CREATE", "N-SET");
        assertThat(exchanges.get(1).getMessage().getHeader(DicomConstants.SOP_INSTANCE_UID))
                .isEqualTo("2.25.77");
    }

    @Test
    void aRequestForCommitmentComesWithItsAction() throws Exception {
        route("commitment", scp("commitment"));
        try (Association association = connect(COMMITMENT)) {
            DataSet transaction = new DataSet().put(Tag.TransactionUID, "2.25.5");
            Status status = association
                    .perform(
                            NormalizedRequest.action(COMMITMENT, "1.2.840.10008.1.20.1.1", 1, Optional.of(transaction)))
                    .status();
            assertThat(status).isEqualTo(Status.SUCCESS);
        }
        assertThat(only().getHeaders())
                .containsEntry(DicomConstants.DIMSE, "N-ACTION")
                .containsEntry(DicomConstants.ACTION_TYPE_ID, 1);
        assertThat(only().getBody(DataSet.class).string(Tag.TransactionUID)).contains("2.25.5");
    }

    // ---- who and what is taken ----

    @Test
    void aTitleThatNoConsumerHasIsNotRecognized() throws Exception {
        route("store", scp("store"));
        AssociationOptions options =
                AssociationOptions.builder("SCU").verification().build();
        NodeAddress stranger = NodeAddress.of("OTHER", "127.0.0.1", port());
        assertThatThrownBy(() -> network.connect(stranger, options))
                .isInstanceOfSatisfying(AssociationRejectedException.class, e -> assertThat(e.rejection())
                        .isEqualTo(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED));
    }

    @Test
    void theContextsOfServicesThatNobodyHasAreRefused() throws Exception {
        route("store", scp("store"));
        try (Association association = connect(CT, FIND, MPPS)) {
            assertThat(association.contexts())
                    .extracting(context -> context.abstractSyntax())
                    .containsExactly(SopClass.Verification, CT);
            assertThatThrownBy(() -> association.find(FIND, studyQuery()))
                    .isInstanceOf(NoPresentationContextException.class);
        }
    }
}
