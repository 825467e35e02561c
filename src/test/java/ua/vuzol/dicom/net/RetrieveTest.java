package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;

/** Sub-operations of C-GET and C-MOVE and what is told of them (PS3.4 C.4.2, C.4.3). */
class RetrieveTest extends NetworkTestSupport {

    private static final DataSet KEYS =
            new DataSet().put(Tag.QueryRetrieveLevel, "STUDY").put(Tag.StudyInstanceUID, "1.2");

    private final Set<String> stored = ConcurrentHashMap.newKeySet();

    /** Refuses instances of 1.9, warns of those of 1.8. */
    private Status keep(StoreRequest request, DataSetInput dataSet) throws IOException {
        dataSet.readAllBytes();
        if (request.sopInstanceUid().startsWith("1.9")) {
            throw new DimseException(Status.OUT_OF_RESOURCES);
        }
        stored.add(request.sopInstanceUid());
        return request.sopInstanceUid().startsWith("1.8") ? Status.of(0xB000) : Status.SUCCESS;
    }

    private static List<Source> sources(String... uids) {
        return Stream.of(uids).map(uid -> Source.of(CT, uid)).toList();
    }

    private DimseResponse get(List<? extends StoreSource> instances) throws IOException {
        return get(instances, new ArrayList<>());
    }

    private DimseResponse get(List<? extends StoreSource> instances, List<SubOperations> pending) throws IOException {
        Acceptor acceptor =
                listen(Services.builder().get(query -> instances, GET).build());
        AssociationOptions options = scu(GET, CT)
                .role(CT, false, true)
                .services(Services.builder()
                        .store(SopClass::isStorage, this::keep)
                        .build())
                .build();
        try (Association association = network.connect(node(acceptor), options)) {
            Responses responses = association.get(GET, KEYS);
            DimseResponse response = responses.next();
            while (response.status().isPending()) {
                pending.add(SubOperations.of(response.command()));
                response = responses.next();
            }
            assertThat(association.echo().isSuccess()).isTrue();
            return response;
        }
    }

    @Test
    void aGetSendsAllOverTheSameAssociation() throws IOException {
        List<SubOperations> pending = new ArrayList<>();
        DimseResponse end = get(sources("1.1", "1.2", "1.3"), pending);
        assertThat(end.status()).isEqualTo(Status.SUCCESS);
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 3, 0, 0));
        assertThat(end.command().contains(Tag.NumberOfRemainingSuboperations)).isFalse();
        assertThat(end.dataSet()).isEmpty();
        assertThat(pending).containsExactly(new SubOperations(2, 1, 0, 0), new SubOperations(1, 2, 0, 0));
        assertThat(stored).containsExactlyInAnyOrder("1.1", "1.2", "1.3");
    }

    @Test
    void nothingFoundIsASuccess() throws IOException {
        DimseResponse end = get(List.of());
        assertThat(end.status()).isEqualTo(Status.SUCCESS);
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 0, 0, 0));
    }

    @Test
    void oneRefusedInstanceDoesNotStopTheRest() throws IOException {
        DimseResponse end = get(sources("1.1", "1.9.1", "1.8.1", "1.3"));
        assertThat(end.status()).isEqualTo(Status.SUBOPERATIONS_WITH_FAILURES);
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 2, 1, 1));
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.9.1");
        assertThat(stored).containsExactlyInAnyOrder("1.1", "1.8.1", "1.3");
    }

    @Test
    void aWarningAloneIsAWarningWithoutAList() throws IOException {
        DimseResponse end = get(sources("1.8.1"));
        assertThat(end.status()).isEqualTo(Status.SUBOPERATIONS_WITH_FAILURES);
        assertThat(end.dataSet()).isEmpty();
    }

    @Test
    void whereAllFailTheOperationFailed() throws IOException {
        DimseResponse end = get(sources("1.9.1", "1.9.2"));
        assertThat(end.status()).isEqualTo(Status.UNABLE_TO_PERFORM_SUBOPERATIONS);
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.9.1", "1.9.2");
    }

    @Test
    void anInstanceWithoutAContextFailsAlone() throws IOException {
        DimseResponse end = get(List.of(Source.of(MR, "1.7"), Source.of(CT, "1.1")));
        assertThat(end.status()).isEqualTo(Status.SUBOPERATIONS_WITH_FAILURES);
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.7");
        assertThat(stored).containsExactly("1.1");
    }

    @Test
    void withoutTheRoleNothingIsSent() throws IOException {
        Acceptor acceptor =
                listen(Services.builder().get(query -> sources("1.1"), GET).build());
        try (Association association = connect(acceptor, GET, CT)) {
            DimseResponse end = association.get(GET, KEYS).last();
            assertThat(end.status()).isEqualTo(Status.UNABLE_TO_PERFORM_SUBOPERATIONS);
        }
    }

    @Test
    void cancelEndsAGetAndTellsWhatRemains() throws IOException {
        Acceptor acceptor = listen(Services.builder()
                .get(
                        query -> IntStream.range(0, 5000)
                                .mapToObj(i -> Source.of(CT, "1." + (i == 0 ? "9." : "1.") + i))
                                .toList(),
                        GET)
                .build());
        AssociationOptions options = scu(GET, CT)
                .role(CT, false, true)
                .services(Services.builder()
                        .store(SopClass::isStorage, this::keep)
                        .build())
                .build();
        try (Association association = network.connect(node(acceptor), options)) {
            Responses responses = association.get(GET, KEYS);
            responses.next();
            responses.cancel();
            DimseResponse end = responses.last();
            SubOperations counts = SubOperations.of(end.command());
            assertThat(end.status()).isEqualTo(Status.CANCEL);
            assertThat(counts.remaining()).isPositive();
            assertThat(counts.remaining() + counts.completed() + counts.failed())
                    .isEqualTo(5000);
            assertThat(counts.completed()).isEqualTo(stored.size());
            assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.9.0");
        }
    }

    // ---- C-MOVE ----

    private Acceptor mover(NodeAddress destination, List<? extends StoreSource> instances) throws IOException {
        return listen(Services.builder()
                .move(
                        (query, aeTitle) -> {
                            if (!aeTitle.equals(destination.aeTitle())) {
                                throw new DimseException(Status.MOVE_DESTINATION_UNKNOWN);
                            }
                            return new MoveService.Move(destination, "SCP", Timeouts.defaults(), instances);
                        },
                        MOVE)
                .build());
    }

    private DimseResponse move(Acceptor acceptor, String destination) throws IOException {
        try (Association association = connect(acceptor, MOVE)) {
            return association.move(MOVE, KEYS, destination).last();
        }
    }

    private Acceptor destination(List<String> originators) throws IOException {
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    originators.add(request.association().callingAeTitle() + " for "
                            + request.moveOriginatorAeTitle().orElse("?"));
                    return keep(request, dataSet);
                })
                .build();
        return listen(services);
    }

    private static NodeAddress viewer(Acceptor acceptor) {
        return NodeAddress.of("VIEWER", "127.0.0.1", acceptor.port());
    }

    @Test
    void aMoveSendsToItsDestinationAndSaysForWhom() throws IOException {
        List<String> originators = new ArrayList<>();
        Acceptor mover = mover(viewer(destination(originators)), sources("1.1", "1.9.1", "1.2"));
        DimseResponse end = move(mover, "VIEWER");
        assertThat(end.status()).isEqualTo(Status.SUBOPERATIONS_WITH_FAILURES);
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 2, 1, 0));
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.9.1");
        assertThat(originators).containsOnly("SCP for SCU").hasSize(3);
    }

    @Test
    void anUnknownDestinationAndOneThatIsDownAreTold() throws IOException {
        Acceptor gone = destination(new ArrayList<>());
        gone.close();
        Acceptor mover = mover(viewer(gone), sources("1.1", "1.2"));
        assertThat(move(mover, "NOBODY").status()).isEqualTo(Status.MOVE_DESTINATION_UNKNOWN);
        DimseResponse end = move(mover, "VIEWER");
        assertThat(end.status()).isEqualTo(Status.UNABLE_TO_PERFORM_SUBOPERATIONS);
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 0, 2, 0));
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.1", "1.2");
    }

    @Test
    void moreContextsThanAnAssociationHasAreSpreadOverSeveral() throws IOException {
        List<Source> instances = IntStream.range(0, 300)
                .mapToObj(i -> {
                    Source source = Source.of("1.2.826.0.1.3680043.9.7484." + i, "1.1." + i);
                    List<String> one = List.of(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid());
                    return new Source(source.sopClassUid(), source.sopInstanceUid(), one, source.dataSet());
                })
                .toList();
        Acceptor all = listen(Services.builder().store(uid -> true, this::keep).build());
        DimseResponse end = move(mover(viewer(all), instances), "VIEWER");
        assertThat(end.status()).isEqualTo(Status.SUCCESS);
        assertThat(stored).hasSize(300);
        assertThat(events.established)
                .as("three to the destination, one that asked")
                .hasSize(4);
    }

    @Test
    void aDestinationThatBreaksOffGetsTheRestOverANewAssociation() throws IOException {
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    if (request.sopInstanceUid().equals("1.6")) {
                        request.association().abort();
                    }
                    return keep(request, dataSet);
                })
                .build();
        DimseResponse end = move(mover(viewer(listen(services)), sources("1.1", "1.6", "1.2", "1.3")), "VIEWER");
        assertThat(SubOperations.of(end.command())).isEqualTo(new SubOperations(0, 3, 1, 0));
        assertThat(Responses.failedSopInstanceUids(end)).containsExactly("1.6");
        assertThat(stored).contains("1.1", "1.2", "1.3");
    }
}
