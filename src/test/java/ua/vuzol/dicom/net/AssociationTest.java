package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** Associations between two of our own: negotiation, DIMSE, and how they end. */
class AssociationTest extends NetworkTestSupport {

    @Test
    void anEchoIsAnsweredAndTheReleaseToo() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        try (Association association = connect(acceptor)) {
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
            assertThat(association.isOpen()).isTrue();
            assertThat(association.accepted().implementationVersionName()).startsWith("VUZOL");
            assertThat(association).hasToString("SCU -> SCP " + association.peer());
        }
        await().until(() -> events.ended.equals(List.of(Optional.empty())));
        assertThat(acceptor.associations()).isEmpty();
    }

    @Test
    void threadsAreNamedAfterPortAndPeer() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        try (Association association = connect(acceptor)) {
            association.echo();
            Set<String> names = Set.copyOf(Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .toList());
            assertThat(names)
                    .anyMatch(name ->
                            name.startsWith("dicom-scp-" + acceptor.port() + " 127.0.0.1:") && name.endsWith(" SCU"))
                    .contains("dicom-scu " + association);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 300_000})
    void anObjectOfAnySizeArrivesByteForByte(int size) throws IOException {
        Store store = new Store();
        Acceptor acceptor =
                listen(Services.builder().store(SopClass::isStorage, store).build(), o -> o.maxPduLength(4096));
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31);
        }
        StoreSource source = new StoreSource() {
            @Override
            public String sopClassUid() {
                return CT;
            }

            @Override
            public String sopInstanceUid() {
                return "1.2.3";
            }

            @Override
            public List<String> transferSyntaxes() {
                return List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
            }

            @Override
            public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
                out.write(bytes);
            }
        };
        try (Association association = connect(acceptor, CT)) {
            assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
            assertThat(association.echo()).as("what follows").isEqualTo(Status.SUCCESS);
        }
        assertThat(store.objects.get("1.2.3")).isEqualTo(bytes);
    }

    @Test
    void theFirstTransferSyntaxOfTheSourceThatHasAContextIsUsed() throws IOException {
        AtomicInteger explicit = new AtomicInteger();
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    explicit.addAndGet(request.context().transferSyntax().explicit() ? 1 : 0);
                    return Status.SUCCESS;
                })
                .build();
        AssociationOptions options = AssociationOptions.builder("SCU")
                .context(CT, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid())
                .context(CT, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                .build();
        try (Association association = network.connect(node(listen(services)), options)) {
            association.store(Source.of(CT, "1.2"));
            assertThat(explicit).hasValue(1);
            assertThatThrownBy(() -> association.store(Source.of(MR, "1.3")))
                    .isInstanceOf(NoPresentationContextException.class)
                    .hasMessageContaining("MR Image Storage");
            assertThat(association.store(Source.of(CT, "1.4")).status().isSuccess())
                    .as("the association lives on")
                    .isTrue();
        }
    }

    @Test
    void whatAServiceThrowsBecomesAStatusAndTheAssociationLivesOn() throws IOException {
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    switch (request.sopInstanceUid()) {
                        case "1.1" -> throw new DimseException(Status.NOT_AUTHORIZED.withComment("not you"));
                        case "1.2" -> throw new IOException("No space left on device");
                        case "1.3" -> throw new DicomValueException(Tag.PatientName, "cannot be read");
                        case "1.4" -> throw new IllegalStateException("an error of ours");
                        default -> {
                            return Status.of(0xB007);
                        }
                    }
                })
                .find(
                        query -> {
                            throw new IllegalStateException("an error of ours");
                        },
                        FIND)
                .build();
        try (Association association = connect(listen(services), CT, FIND)) {
            assertThat(association.store(Source.of(CT, "1.1")).status())
                    .isEqualTo(Status.NOT_AUTHORIZED.withComment("not you"));
            assertThat(association.store(Source.of(CT, "1.2")).status()).isEqualTo(Status.OUT_OF_RESOURCES);
            assertThat(association.store(Source.of(CT, "1.3")).status()).isEqualTo(Status.CANNOT_UNDERSTAND);
            assertThat(association.store(Source.of(CT, "1.4")).status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(association.store(Source.of(CT, "1.5")).status().isWarning())
                    .isTrue();
            Responses found = association.find(FIND, new DataSet().putEmpty(Tag.PatientID));
            assertThat(found.next().status()).isEqualTo(Status.UNABLE_TO_PROCESS);
        }
    }

    @Test
    void aSourceThatCannotBeOpenedCostsNothing() throws IOException {
        Store store = new Store();
        try (Association association = connect(
                listen(Services.builder().store(SopClass::isStorage, store).build()), CT)) {
            StoreSource gone = new GoneSource();
            assertThatThrownBy(() -> association.store(gone)).isInstanceOf(NoSuchFileException.class);
            assertThat(association.store(Source.of(CT, "1.2")).status().isSuccess())
                    .isTrue();
        }
        assertThat(store.objects).containsOnlyKeys("1.2");
    }

    private static final class GoneSource implements StoreSource {
        @Override
        public String sopClassUid() {
            return CT;
        }

        @Override
        public String sopInstanceUid() {
            return "1.1";
        }

        @Override
        public List<String> transferSyntaxes() {
            return List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
        }

        @Override
        public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
            throw new NoSuchFileException("gone.dcm");
        }
    }

    @Test
    void matchesComeOneByOneAndCancelEndsThem() throws IOException {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Services services = Services.builder()
                .find(
                        query -> Matches.of(IntStream.iterate(1, i -> i + 1)
                                .mapToObj(i -> new DataSet().put(Tag.PatientID, "P" + made.incrementAndGet()))
                                .onClose(closed::incrementAndGet)),
                        FIND)
                .build();
        try (Association association = connect(listen(services), FIND)) {
            Responses responses = association.find(FIND, new DataSet().putEmpty(Tag.PatientID));
            assertThat(responses.next().dataSet().orElseThrow().string(Tag.PatientID))
                    .contains("P1");
            responses.cancel();
            assertThat(responses.last().status()).isEqualTo(Status.CANCEL);
            assertThat(closed).hasValue(1);
            assertThat(association.echo().isSuccess()).isTrue();
        }
    }

    @Test
    void optionalKeysThatWereNotSupportedAreTold() throws IOException {
        Services services = Services.builder()
                .find(query -> new Matches(Stream.of(new DataSet()), false), FIND)
                .build();
        try (Association association = connect(listen(services), FIND)) {
            Responses responses = association.find(FIND, new DataSet().putEmpty(Tag.PatientID));
            assertThat(responses.next().status()).isEqualTo(Status.PENDING_WITHOUT_OPTIONAL_KEYS);
            assertThat(responses.next().status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void normalizedServicesGetWhatWasAskedAndAnswerWithTheirStatus() throws IOException {
        Services services = Services.builder()
                .normalized(
                        (request, association) -> switch (request.service()) {
                            case N_CREATE -> new NormalizedService.Result(Status.SUCCESS, "1.2.99", request.dataSet());
                            case N_GET -> NormalizedService.Result.of(
                                    new DataSet().put(request.attributes().get(0), "VALUE"));
                            case N_ACTION -> NormalizedService.Result.of(new DataSet()
                                    .put(Tag.PatientID, "A" + request.typeId().getAsInt()));
                            case N_SET -> throw new DimseException(Status.PROCESSING_FAILURE.withErrorId(0xA710));
                            default -> NormalizedService.Result.SUCCESS;
                        },
                        MPPS)
                .build();
        try (Association association = connect(listen(services), MPPS)) {
            DataSet attributes = new DataSet().put(Tag.PatientID, "1");
            DimseResponse created = association.perform(NormalizedRequest.create(MPPS, "", attributes));
            assertThat(created.command().string(Tag.AffectedSOPInstanceUID)).contains("1.2.99");
            assertThat(created.dataSet().orElseThrow().string(Tag.PatientID)).contains("1");
            Status set = association
                    .perform(NormalizedRequest.set(MPPS, "1.2.99", attributes))
                    .status();
            assertThat(set.code()).isEqualTo(0x0110);
            assertThat(set.errorId()).hasValue(0xA710);
            assertThat(association
                            .perform(NormalizedRequest.get(MPPS, "1.2.99", List.of(Tag.AccessionNumber)))
                            .dataSet()
                            .orElseThrow()
                            .string(Tag.AccessionNumber))
                    .contains("VALUE");
            DimseResponse acted = association.perform(NormalizedRequest.action(MPPS, "1.2.99", 3, Optional.empty()));
            assertThat(acted.dataSet().orElseThrow().string(Tag.PatientID)).contains("A3");
            assertThat(acted.command().integer(Tag.ActionTypeID)).contains(3);
            assertThat(association
                            .perform(NormalizedRequest.delete(MPPS, "1.2.99"))
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void theScpReportsAnEventOverTheSameAssociation() throws Exception {
        CountDownLatch reported = new CountDownLatch(1);
        Services modality = Services.builder()
                .normalized(
                        (request, association) -> {
                            assertThat(request.service()).isEqualTo(Dimse.N_EVENT_REPORT);
                            assertThat(request.typeId()).hasValue(1);
                            return NormalizedService.Result.SUCCESS;
                        },
                        SopClass.StorageCommitmentPushModel)
                .build();
        ExecutorService later = Executors.newSingleThreadExecutor();
        Services archive = Services.builder()
                .normalized(
                        (request, association) -> {
                            later.execute(() -> {
                                report(association);
                                reported.countDown();
                            });
                            return NormalizedService.Result.SUCCESS;
                        },
                        SopClass.StorageCommitmentPushModel)
                .build();
        AssociationOptions options =
                scu(SopClass.StorageCommitmentPushModel).services(modality).build();
        try (Association association = network.connect(node(listen(archive)), options)) {
            association.perform(NormalizedRequest.action(
                    SopClass.StorageCommitmentPushModel, "1.2.840.10008.1.20.1.1", 1, Optional.of(new DataSet())));
            reported.await();
        } finally {
            later.shutdownNow();
        }
    }

    private static void report(Association association) {
        try {
            NormalizedRequest event = NormalizedRequest.eventReport(
                    SopClass.StorageCommitmentPushModel, "1.2.840.10008.1.20.1.1", 1, Optional.of(new DataSet()));
            assertThat(association.perform(event).status()).isEqualTo(Status.SUCCESS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void asManyOperationsAreUnderWayAsTheWindowAllows() throws Exception {
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        Services services = Services.builder()
                .find(
                        query -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            three.countDown();
                            awaitUninterrupted(three);
                            now.decrementAndGet();
                            return Matches.of(Stream.empty());
                        },
                        FIND)
                .build();
        Acceptor acceptor = listen(services, o -> o.asyncWindow(new AsyncWindow(3, 1)));
        AssociationOptions options = scu(FIND).asyncWindow(10, 1).build();
        ExecutorService callers = Executors.newFixedThreadPool(6);
        try (Association association = network.connect(node(acceptor), options)) {
            assertThat(association.accepted().asyncWindow()).contains(new AsyncWindow(3, 1));
            List<Future<Status>> answers = IntStream.range(0, 6)
                    .mapToObj(i -> callers.submit(() -> association
                            .find(FIND, new DataSet().putEmpty(Tag.PatientID))
                            .last()
                            .status()))
                    .toList();
            for (Future<Status> answer : answers) {
                assertThat(answer.get()).isEqualTo(Status.SUCCESS);
            }
        } finally {
            callers.shutdownNow();
        }
        assertThat(most).hasValue(3);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRequestBeyondTheWindowIsRefusedAndNotPerformed() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Services services = Services.builder()
                .find(
                        query -> {
                            awaitUninterrupted(end);
                            return Matches.of(Stream.empty());
                        },
                        FIND)
                .build();
        try (Socket socket = associated(listen(services), FIND)) {
            byte[] identifier = {0x10, 0, 0x20, 0, 'L', 'O', 0, 0};
            for (int id = 1; id <= 2; id++) {
                CommandSet find = CommandSet.request(Dimse.C_FIND, id, true);
                find.dataSet().put(Tag.AffectedSOPClassUID, FIND);
                write(socket, pData(3, true, true, encoded(find)), pData(3, false, true, identifier));
            }
            assertThat(status(pdu(socket))).isEqualTo(Status.OUT_OF_RESOURCES);
            end.countDown();
            assertThat(status(pdu(socket))).isEqualTo(Status.SUCCESS);
        }
    }

    static Status status(byte[] pData) {
        return CommandSet.decode(Arrays.copyOfRange(pData, 12, pData.length)).status();
    }

    @Test
    void anAbortHereAndThereIsTold() throws IOException {
        Services services = Services.builder()
                .find(
                        query -> {
                            query.association().abort();
                            return Matches.of(Stream.empty());
                        },
                        FIND)
                .build();
        Association association = connect(listen(services), FIND);
        assertThatThrownBy(() -> association
                        .find(FIND, new DataSet().putEmpty(Tag.PatientID))
                        .last())
                .isInstanceOfSatisfying(AssociationAbortedException.class, e -> assertThat(e.byPeer())
                        .isTrue());
        assertThat(association.isOpen()).isFalse();
        assertThatThrownBy(association::echo).isInstanceOf(AssociationAbortedException.class);
        association.close();

        Association other = connect(listen(Services.NONE));
        other.abort();
        assertThatThrownBy(other::echo)
                .isInstanceOfSatisfying(AssociationAbortedException.class, e -> assertThat(e.byPeer())
                        .isFalse());
        await().untilAsserted(() -> assertThat(events.ended)
                .anyMatch(cause -> cause.filter(AssociationAbortedException.class::isInstance)
                        .filter(e -> ((AssociationAbortedException) e).byPeer())
                        .isPresent()));
    }

    @Test
    void aReleaseCollisionEndsBothSidesInOrder() throws Exception {
        Acceptor acceptor = listen(Services.NONE);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 300; i++) {
                Association requestor = connect(acceptor);
                soon().until(() -> !acceptor.associations().isEmpty());
                Association accepted = acceptor.associations().iterator().next();
                Future<?> one = threads.submit(() -> release(requestor));
                Future<?> two = threads.submit(() -> release(accepted));
                one.get();
                two.get();
                soon().until(() -> acceptor.associations().isEmpty());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(events.ended).hasSize(300).allMatch(Optional::isEmpty);
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
    }

    private static void release(Association association) {
        try {
            association.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
