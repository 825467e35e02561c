package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreService;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

/** The associations of producers: used again, checked, bounded, given up. */
class AssociationPoolTest extends DicomRouteTestSupport {

    private final List<Association> used = new CopyOnWriteArrayList<>();

    private final StoreService counting = (request, dataSet) -> {
        used.add(request.association());
        return Status.SUCCESS;
    };

    private TestNode peer(StoreService store) {
        return TestNode.of(Services.builder().store(uid -> true, store).build());
    }

    private Exchange store(TestNode peer, int number, String options) {
        return camel.createFluentProducerTemplate()
                .to("dicom:scu/VUZOL@127.0.0.1:%d/store%s".formatted(peer.port(), options))
                .withBody(image(number))
                .send();
    }

    /** Our side of the association that was used last. */
    private Association resting(TestNode peer) {
        DicomEndpoint endpoint =
                camel.getEndpoint("dicom:scu/VUZOL@127.0.0.1:%d/store".formatted(peer.port()), DicomEndpoint.class);
        Proposal proposal = Proposal.toStore(CT, List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid()));
        try (AssociationPool.Lease lease = new Requests(endpoint).takeShared(proposal)) {
            assertThat(lease.wasUsed()).isTrue();
            return lease.association();
        }
    }

    private Set<Association> distinct() {
        return Set.copyOf(used);
    }

    @Test
    void oneAfterTheOtherGoesOverOneAssociation() {
        try (TestNode peer = peer(counting)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(store(peer, i, "").getException()).isNull();
            }
            assertThat(used).hasSize(5);
            assertThat(distinct()).hasSize(1);
        }
    }

    @Test
    void whatANewAssociationIsNeededForIsProposedBesideWhatWasNeededBefore() throws Exception {
        try (TestNode peer = peer(counting)) {
            store(peer, 1, "");
            var mr = TestObjects.write(
                    TestObjects.image(SopClass.MRImageStorage, 2, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                    TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                    folder.resolve("mr.dcm"));
            for (int i = 0; i < 3; i++) {
                camel.createFluentProducerTemplate()
                        .to("dicom:scu/VUZOL@127.0.0.1:%d/store".formatted(peer.port()))
                        .withBody(mr)
                        .send();
                store(peer, 1, "");
            }
            assertThat(used).hasSize(7);
            assertThat(distinct()).hasSize(2);
        }
    }

    @Test
    void anAssociationThatRestsTooLongIsReleased() {
        try (TestNode peer = peer(counting)) {
            store(peer, 1, "?poolIdleTimeout=100ms");
            assertThat(peer.nextEnd()).isEmpty();
            store(peer, 2, "?poolIdleTimeout=0");
            assertThat(peer.nextEnd()).isEmpty();
            assertThat(distinct()).hasSize(2);
        }
    }

    @Test
    void anAssociationThatThePeerEndedIsNotUsedAgain() {
        try (TestNode peer = peer(counting)) {
            store(peer, 1, "");
            Association resting = resting(peer);
            used.get(0).abort();
            // until the abort is here, nobody can know that what is sent will be lost
            await().until(() -> !resting.isOpen());
            assertThat(store(peer, 2, "").getException()).isNull();
            assertThat(distinct()).hasSize(2);
        }
    }

    @Test
    void anAssociationThatRestedIsAskedWhetherItLives() {
        Set<Association> asked = ConcurrentHashMap.newKeySet();
        Services services = Services.builder()
                .store(uid -> true, counting)
                .echo((association, messageId) -> {
                    asked.add(association);
                    return asked.size() == 1 ? Status.SUCCESS : Status.PROCESSING_FAILURE;
                })
                .build();
        try (TestNode peer = TestNode.of(services)) {
            store(peer, 1, "?checkAfter=0");
            store(peer, 2, "?checkAfter=0");
            assertThat(asked).hasSize(1);
            assertThat(distinct()).hasSize(1);
        }
    }

    @Test
    void onlySoManyAreOpenAtATimeAndTheRestWaits() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        StoreService waiting = (request, dataSet) -> {
            used.add(request.association());
            try {
                goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Status.SUCCESS;
        };
        try (TestNode peer = peer(waiting)) {
            List<CompletableFuture<Exchange>> all = IntStream.rangeClosed(1, 6)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> store(peer, i, "?maxAssociationsPerAddress=2"), task -> new Thread(task).start()))
                    .toList();
            await().until(() -> used.size() == 2);
            Exchange late = store(peer, 7, "?maxAssociationsPerAddress=2&associationWait=50ms");
            assertThat(late.getException())
                    .isInstanceOf(DicomTransientException.class)
                    .hasMessageContaining("all 2 associations are busy");
            goOn.countDown();
            for (CompletableFuture<Exchange> one : all) {
                assertThat(one.get(20, TimeUnit.SECONDS).getException()).isNull();
            }
            assertThat(used).hasSize(6);
            assertThat(distinct()).hasSize(2);
        }
    }

    @Test
    void anotherCallingTitleOrPduLengthHasAssociationsOfItsOwn() {
        try (TestNode peer = peer(counting)) {
            store(peer, 1, "?callingAeTitle=ONE");
            store(peer, 2, "?callingAeTitle=TWO");
            store(peer, 3, "?callingAeTitle=TWO&maxPduLength=16384");
            assertThat(distinct())
                    .extracting(Association::callingAeTitle)
                    .containsExactlyInAnyOrder("ONE", "TWO", "TWO");
        }
    }

    @Test
    void theyAreReleasedWhenTheComponentStops() {
        try (TestNode peer = peer(counting)) {
            store(peer, 1, "");
            camel.stop();
            assertThat(peer.nextEnd()).isEqualTo(Optional.empty());
        }
    }
}
