package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationListener;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NegotiationPolicy;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreService;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

class StoreCommandTest extends CommandTestSupport {
    private Path images;
    private Spool spool;

    @BeforeEach
    void makeFolders() throws IOException {
        images = Files.createDirectories(folder.resolve("знімки"));
        spool = new Spool(Files.createDirectories(folder.resolve("spool")));
    }

    private static Services storing(StoreService service) {
        return Services.builder().store(uid -> true, service).build();
    }

    private static String[] uids(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(TestObjects::instanceUid)
                .toArray(String[]::new);
    }

    @Test
    void allFilesOfAFolderAreSentAndCounted() throws IOException {
        TestObjects.images(2, Files.createDirectories(images.resolve("a/b")));
        TestObjects.images(3, images);
        Files.writeString(images.resolve(".hidden"), "is passed over");
        try (TestNode node = TestNode.of(storing(spool::store))) {
            assertThat(dicom("store", at(node), images)).isZero();
            assertThat(node.nextEnd()).isEmpty();
        }
        assertThat(spool.instanceUids())
                .containsExactly(
                        TestObjects.instanceUid(1),
                        TestObjects.instanceUid(2),
                        TestObjects.instanceUid(1),
                        TestObjects.instanceUid(2),
                        TestObjects.instanceUid(3));
        assertThat(out()).matches("Stored 5 of 5 objects \\(0\\.0 MB\\) in \\d+\\.\\d s, \\d+\\.\\d MB/s\\.\n");
    }

    @Test
    void whatIsRefusedOrWarnedOfIsNamedWithStatusAndComment() {
        TestObjects.images(3, images);
        StoreService choosy = (request, dataSet) -> {
            if (request.sopInstanceUid().equals(TestObjects.instanceUid(1))) {
                throw new DimseException(Status.OUT_OF_RESOURCES.withComment("disk full"));
            }
            return request.sopInstanceUid().equals(TestObjects.instanceUid(2))
                    ? Status.of(0xB000)
                    : spool.store(request, dataSet);
        };
        try (TestNode node = TestNode.of(storing(choosy))) {
            assertThat(dicom("store", at(node), images)).isEqualTo(1);
        }
        assertThat(lines())
                .satisfiesExactly(
                        refused -> assertThat(refused)
                                .isEqualTo("refused  %s: A700H, out of resources: disk full"
                                        .formatted(images.resolve("image-1.dcm"))),
                        warned -> assertThat(warned)
                                .isEqualTo("warned  %s: B000H, stored with elements changed"
                                        .formatted(images.resolve("image-2.dcm"))),
                        sum -> assertThat(sum)
                                .startsWith("Stored 2 of 3 objects")
                                .endsWith("; 1 with a warning, 1 refused."));
    }

    @Test
    void aWarningAloneIsSuccess() {
        TestObjects.images(1, images);
        try (TestNode node = TestNode.of(storing((request, dataSet) -> Status.of(0xB000)))) {
            assertThat(dicom("store", at(node), images)).isZero();
        }
        assertThat(out()).contains("warned  ", "Stored 1 of 1");
    }

    @Test
    void whatIsNoDicomObjectIsNamedAndSkipped() throws IOException {
        TestObjects.images(1, images);
        Path notes = Files.writeString(images.resolve("notes.txt"), "these are notes and nothing else, I think");
        try (TestNode node = TestNode.of(storing(spool::store))) {
            assertThat(dicom("store", at(node), images, images.resolve("none"))).isEqualTo(1);
        }
        assertThat(lines())
                .satisfiesExactly(
                        none -> assertThat(none)
                                .isEqualTo("skipped  %s: there is no such file or folder"
                                        .formatted(images.resolve("none"))),
                        skipped -> assertThat(skipped).startsWith("skipped  " + notes + ": not a DICOM file"),
                        sum -> assertThat(sum)
                                .startsWith("Stored 1 of 1 objects")
                                .endsWith("; 2 skipped."));
    }

    @Test
    void programsGetAnObject() throws IOException {
        TestObjects.images(2, images);
        Path notes = Files.writeString(images.resolve("notes.txt"), "these are notes and nothing else, I think");
        StoreService choosy = (request, dataSet) -> {
            if (request.sopInstanceUid().equals(TestObjects.instanceUid(1))) {
                throw new DimseException(Status.OUT_OF_RESOURCES);
            }
            return spool.store(request, dataSet);
        };
        try (TestNode node = TestNode.of(storing(choosy))) {
            assertThat(dicom("store", "--json", at(node), images)).isEqualTo(1);
        }
        assertThat(json().path("objects").asInt()).isEqualTo(2);
        assertThat(json().path("stored").asInt()).isEqualTo(1);
        assertThat(json().path("bytes").asLong()).isEqualTo(Files.size(images.resolve("image-2.dcm")));
        assertThat(json().path("refused")).singleElement().satisfies(refused -> {
            assertThat(refused.path("sopInstanceUid").asText()).isEqualTo(TestObjects.instanceUid(1));
            assertThat(refused.path("reason").asText()).isEqualTo("A700H, out of resources");
        });
        assertThat(json().path("skipped"))
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.path("file").asText()).isEqualTo(notes.toString()));
    }

    @Test
    void objectsGoAsTheyAreOrInWhatTheNodeTakes() {
        TestObjects.images(1, images, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
        Queue<String> syntaxes = new ConcurrentLinkedQueue<>();
        StoreService service = (request, dataSet) -> {
            syntaxes.add(request.context().transferSyntax().uid());
            return spool.store(request, dataSet);
        };
        Services services = storing(service);
        try (TestNode node = TestNode.of(services)) {
            assertThat(dicom("store", at(node), images)).isZero();
            assertThat(dicom("store", at(node), images, "--transfer-syntax=DeflatedExplicitVRLittleEndian"))
                    .isZero();
        }
        String implicit = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.uid();
        try (TestNode node = TestNode.of(
                services, options -> options.negotiation(NegotiationPolicy.of(services, implicit::equals)))) {
            assertThat(dicom("store", at(node), images)).isZero();
        }
        assertThat(syntaxes)
                .containsExactly(
                        TransferSyntax.EXPLICIT_VR_BIG_ENDIAN.uid(),
                        TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                        implicit);
    }

    @Test
    void whatTheNodeDoesNotTakeDoesNotStopTheRest() {
        TestObjects.images(1, images);
        TestObjects.write(
                TestObjects.image(SopClass.SecondaryCaptureImageStorage, 2, TransferSyntax.JPEG_BASELINE),
                TransferSyntax.JPEG_BASELINE,
                images.resolve("compressed.dcm"));
        Services services = storing(spool::store);
        try (TestNode node = TestNode.of(
                services,
                options -> options.negotiation(
                        NegotiationPolicy.of(services, uid -> !uid.equals(TransferSyntax.JPEG_BASELINE.uid()))))) {
            assertThat(dicom("store", at(node), images)).isEqualTo(1);
        }
        assertThat(spool.instanceUids()).containsExactly(TestObjects.instanceUid(1));
        assertThat(lines().get(0))
                .startsWith("failed  " + images.resolve("compressed.dcm") + ": the node does not take it: ")
                .contains("JPEG Baseline");
    }

    @Test
    void moreClassesThanAnAssociationHasContextsForGoOverSeveral() {
        IntStream.rangeClosed(1, 100)
                .forEach(number -> TestObjects.write(
                        TestObjects.image("1.2.3.4." + number, number, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        images.resolve("image-%03d.dcm".formatted(number))));
        Set<Association> associations = ConcurrentHashMap.newKeySet();
        StoreService service = (request, dataSet) -> {
            associations.add(request.association());
            return spool.store(request, dataSet);
        };
        try (TestNode node = TestNode.of(storing(service))) {
            assertThat(dicom("store", at(node), images)).isZero();
        }
        assertThat(spool.instanceUids()).containsExactly(uids(1, 100));
        assertThat(associations).hasSize(2);
    }

    @Test
    void severalAssociationsSendAtTheSameTime() throws IOException {
        TestObjects.images(30, images);
        AtomicInteger established = new AtomicInteger();
        AssociationListener counting = new AssociationListener() {
            @Override
            public void established(Association association) {
                established.incrementAndGet();
            }
        };
        try (TestNode node = TestNode.of(storing(spool::store), options -> options.listener(counting))) {
            assertThat(dicom("store", "--associations=3", at(node), images)).isZero();
        }
        assertThat(established).hasValue(3);
        assertThat(spool.instanceUids()).containsExactlyInAnyOrder(uids(1, 30));
    }

    @Test
    void operationsAreUnderWayAtTheSameTimeIfTheNodeAgrees() {
        TestObjects.images(30, images);
        try (TestNode node = TestNode.of(storing(spool::store))) {
            assertThat(dicom("store", "--async=4", at(node), images)).isZero();
        }
        assertThat(spool.instanceUids()).containsExactlyInAnyOrder(uids(1, 30));
    }

    @Test
    void anAssociationThatIsLostIsReplacedAndItsObjectIsNamed() {
        TestObjects.images(4, images);
        StoreService breaking = (request, dataSet) -> {
            if (request.sopInstanceUid().equals(TestObjects.instanceUid(2))) {
                request.association().abort();
            }
            return spool.store(request, dataSet);
        };
        try (TestNode node = TestNode.of(storing(breaking))) {
            assertThat(dicom("store", at(node), images)).isEqualTo(1);
        }
        assertThat(lines())
                .satisfiesExactly(
                        lost -> assertThat(lost)
                                .startsWith("failed  %s: it may or may not be stored: "
                                        .formatted(images.resolve("image-2.dcm"))),
                        sum -> assertThat(sum)
                                .startsWith("Stored 3 of 4 objects")
                                .endsWith("; 1 failed."));
    }

    @Test
    void aNodeThatBreaksOffEachTimeIsLeftAlone() {
        TestObjects.images(4, images);
        AtomicInteger attempts = new AtomicInteger();
        StoreService broken = (request, dataSet) -> {
            attempts.incrementAndGet();
            request.association().abort();
            return Status.SUCCESS;
        };
        try (TestNode node = TestNode.of(storing(broken))) {
            assertThat(dicom("store", at(node), images)).isEqualTo(1);
        }
        assertThat(attempts).hasValue(1);
        assertThat(out()).contains("image-4.dcm: not sent: the association was lost", "Stored 0 of 4 objects");
    }
}
