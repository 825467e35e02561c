package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Rejection;
import ua.vuzol.dicom.net.Status;

/** Routes that share a listener, and come and go while associations are open. */
class DicomListenerTest extends DicomRouteTestSupport {

    private Rejection rejection(String... sopClasses) {
        try (Association association = connect(sopClasses)) {
            throw new AssertionError(association + " was accepted");
        } catch (AssociationRejectedException e) {
            return e.rejection();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Status store(Association association, Path file) throws Exception {
        return association.store(FileSource.of(file)).status();
    }

    @Test
    void routesOfOneAddressShareAListenerAndAnAssociation() throws Exception {
        route("store", scp("store"));
        int port = port();
        route("find", scp("find"), exchange -> exchange.getMessage().setBody(List.of(studyQuery())));
        assertThat(port()).isEqualTo(port);
        try (Association association = connect(CT, FIND)) {
            assertThat(store(association, image(1))).isEqualTo(Status.SUCCESS);
            assertThat(association.find(FIND, studyQuery()).matches()).hasSize(1);
        }
        assertThat(exchanges)
                .extracting(exchange -> exchange.getMessage().getHeader(DicomConstants.ASSOCIATION_ID))
                .hasSize(2)
                .doesNotContainNull()
                .containsOnly(exchanges.get(0).getMessage().getHeader(DicomConstants.ASSOCIATION_ID));
    }

    @Test
    void twoTitlesOfOneAddressHaveEachItsOwnServices() throws Exception {
        int free = PeerProcess.freePort();
        route("store", "dicom:scp/VUZOL@127.0.0.1:%d/store".formatted(free));
        route("archive", "dicom:scp/ARCHIVE@127.0.0.1:%d/find".formatted(free));
        AssociationOptions options =
                AssociationOptions.builder("SCU").context(CT).context(FIND).build();
        try (Association vuzol = network.connect(NodeAddress.of("VUZOL", "127.0.0.1", free), options);
                Association archive = network.connect(NodeAddress.of("ARCHIVE", "127.0.0.1", free), options)) {
            assertThat(vuzol.contexts())
                    .extracting(context -> context.abstractSyntax())
                    .containsExactly(CT);
            assertThat(archive.contexts())
                    .extracting(context -> context.abstractSyntax())
                    .containsExactly(FIND);
        }
    }

    @Test
    void aServiceHasOneRoute() throws Exception {
        route("one", scp("store"));
        assertThatThrownBy(() -> route("two", scp("store")))
                .hasMessageContaining("Routes one and two both perform store for AE title VUZOL");
    }

    @Test
    void routesThatShareAListenerMustAgreeOnIt() throws Exception {
        route("one", scp("store"));
        assertThatThrownBy(() -> route("two", scp("find?maxPduLength=16384&maxAssociations=5")))
                .hasMessageContaining("Routes one and two share the DICOM listener VUZOL@127.0.0.1:0")
                .hasMessageContaining("maxPduLength, limits of associations");
        try (Association association = connect()) {
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aSuspendedServiceRejectsNewAssociationsAsTransientAndServesThoseThatAreThere() throws Exception {
        route("store", scp("store"));
        route("find", scp("find"), exchange -> exchange.getMessage().setBody(List.of()));
        try (Association before = connect(CT)) {
            camel.getRouteController().suspendRoute("store");
            assertThat(rejection(CT)).isEqualTo(Rejection.TEMPORARY_CONGESTION);
            assertThat(rejection(CT, FIND)).isEqualTo(Rejection.TEMPORARY_CONGESTION);
            assertThat(store(before, image(1))).isEqualTo(Status.SUCCESS);
            try (Association other = connect(FIND)) {
                assertThat(other.find(FIND, studyQuery()).matches()).isEmpty();
            }
            camel.getRouteController().suspendRoute("find");
            assertThat(rejection()).isEqualTo(Rejection.TEMPORARY_CONGESTION);
            camel.getRouteController().resumeRoute("store");
            camel.getRouteController().resumeRoute("find");
        }
        try (Association after = connect(CT)) {
            assertThat(store(after, image(2))).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aRouteIsReplacedUnderOpenAssociationsAndNeitherItsOwnNorOthersNotice() throws Exception {
        route("store", scp("store"));
        route("find", scp("find"), exchange -> exchange.getMessage().setBody(List.of(studyQuery())));
        int port = port();
        try (Association storing = connect(CT);
                Association finding = connect(FIND)) {
            assertThat(store(storing, image(1))).isEqualTo(Status.SUCCESS);
            camel.getRouteController().stopRoute("store");
            CompletableFuture<Status> between = CompletableFuture.supplyAsync(() -> {
                try {
                    return store(storing, image(2));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(finding.find(FIND, studyQuery()).matches()).hasSize(1);
            camel.removeRoute("store");
            route("store", scp("store"), exchange -> exchange.getMessage().setHeader(DicomConstants.STATUS, 0xB000));
            assertThat(between.get(20, TimeUnit.SECONDS).code()).isEqualTo(0xB000);
            assertThat(store(storing, image(3)).code()).isEqualTo(0xB000);
            assertThat(finding.find(FIND, studyQuery()).matches()).hasSize(1);
        }
        assertThat(port()).isEqualTo(port);
    }

    @Test
    void whileItsRouteIsGoneAServiceAnswersThatItMayBeTriedAgain() throws Exception {
        route("store", scp("store"));
        route("find", scp("find"));
        try (Association association = connect(CT)) {
            camel.getRouteController().stopRoute("store");
            assertThat(store(association, image(1)).code()).isEqualTo(0xA700);
            try (Association other = connect(CT, FIND)) {
                assertThat(other.contexts())
                        .extracting(context -> context.abstractSyntax())
                        .doesNotContain(CT);
            }
        }
    }

    @Test
    void theListenerClosesWithTheLastRouteAndLetsWhatIsUnderWayFinish() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        route("store", scp("store"), exchange -> {
            arrived.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
        });
        NodeAddress address = vuzol();
        try (Association association = connect(CT)) {
            CompletableFuture<Status> stored = CompletableFuture.supplyAsync(() -> {
                try {
                    return store(association, image(1));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    camel.getRouteController().stopRoute("store");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().untilAsserted(() -> assertThat(rejection(CT)).isEqualTo(Rejection.TEMPORARY_CONGESTION));
            goOn.countDown();
            assertThat(stored.get(20, TimeUnit.SECONDS)).isEqualTo(Status.SUCCESS);
            association.release();
            stopped.get(20, TimeUnit.SECONDS);
        }
        assertThat(component.listeningAddress("VUZOL")).isEmpty();
        AssociationOptions options =
                AssociationOptions.builder("SCU").verification().build();
        assertThatThrownBy(() -> network.connect(address, options)).isInstanceOf(ConnectException.class);
    }

    @Test
    void theOnlyAdmissionOfTheRegistryDecidesUnlessTheEndpointNamesAnother() throws Exception {
        camel.getRegistry().bind("peers", Admission.class, Admission.calling("MODALITY"));
        route("store", scp("store"));
        assertThat(rejection(CT)).isEqualTo(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
        camel.getRegistry().bind("everybody", Admission.class, Admission.calling("SCU"));
        camel.getRouteController().stopRoute("store");
        camel.removeRoute("store");
        route("store", scp("store?admission=#everybody"));
        try (Association association = connect(CT)) {
            assertThat(store(association, image(1))).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void onlyTheTransferSyntaxesOfTheEndpointAreTaken() throws Exception {
        route("store", scp("store?transferSyntaxes=1.2.840.10008.1.2"));
        try (Association association = connect(CT)) {
            assertThat(association.contexts())
                    .filteredOn(context -> context.abstractSyntax().equals(CT))
                    .extracting(context -> context.transferSyntax())
                    .containsExactly(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        }
    }

    @Test
    void aPrivateStorageClassIsTakenWhereTheEndpointNamesIt() throws Exception {
        route("store", scp("store?sopClasses=1.2.3.4"));
        try (Association association = connect("1.2.3.4", "1.2.3.5")) {
            assertThat(association.contexts())
                    .extracting(context -> context.abstractSyntax())
                    .contains("1.2.3.4")
                    .doesNotContain("1.2.3.5");
        }
    }

    @Test
    void healthTellsWhereAndForWhomAListenerIsOpen() throws Exception {
        route("store", scp("store"));
        route("find", scp("find"));
        camel.getRouteController().suspendRoute("find");
        HealthCheck.Result result = HealthCheckHelper.invoke(camel).stream()
                .filter(one -> one.getCheck().getId().startsWith("dicom-"))
                .findFirst()
                .orElseThrow();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails())
                .containsEntry("address", "127.0.0.1:" + port())
                .containsEntry("services", "VUZOL/find (suspended), VUZOL/store")
                .containsEntry("associations", 0);
    }

    @Test
    void operationsBytesAndAssociationsAreCounted() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        camel.getRegistry().bind("meters", MeterRegistry.class, meters);
        route("store", scp("store"));
        long size;
        try (Association association = connect(CT)) {
            store(association, image(1));
            size = (Long) exchanges.get(0).getMessage().getHeader(DicomConstants.SIZE);
            assertThat(meters.get("vuzol.dicom.associations")
                            .tags("role", "scp", "ae", "VUZOL")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
        assertThat(meters.get("vuzol.dicom.operations")
                        .tags("role", "scp", "ae", "SCU", "service", "store", "status", "0000")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("vuzol.dicom.bytes")
                        .tags("role", "scp", "ae", "SCU")
                        .counter()
                        .count())
                .isEqualTo(size);
        await().untilAsserted(() -> assertThat(meters.get("vuzol.dicom.associations")
                        .tags("role", "scp", "ae", "VUZOL")
                        .gauge()
                        .value())
                .isZero());
    }

    @Test
    void threadsAreNamedAfterTheListenerAndThePeer() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        route(
                "store",
                scp("store"),
                exchange -> names.add(Thread.currentThread().getName()));
        try (Association association = connect(CT)) {
            store(association, image(1));
        }
        assertThat(names.get(0))
                .startsWith("dicom-scp-" + port() + " 127.0.0.1:")
                .endsWith(" SCU");
    }

    @Test
    void aStoreRouteWithoutSpoolDirectoryDoesNotStart() throws Exception {
        component.getConfiguration().setSpoolDirectory("");
        assertThatThrownBy(() -> route("store", scp("store"))).hasMessageContaining("needs the option spoolDirectory");
        assertThat(component.listeningAddress("VUZOL")).isEmpty();
        assertThat(Files.exists(folder)).isTrue();
    }
}
