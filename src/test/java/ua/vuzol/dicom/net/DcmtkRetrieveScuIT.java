package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomTestSupport;

/** DCMTK retrieves from our SCP by C-MOVE and C-GET, and prints what our responses say. */
class DcmtkRetrieveScuIT {

    @TempDir
    Path folder;

    private Path received;

    @BeforeEach
    void makeFolder() throws IOException {
        received = Files.createDirectory(folder.resolve("received"));
    }

    private PeerProcess.Outcome getscu(TestNode node, Object... options) {
        return retrieve("getscu", node, options);
    }

    private PeerProcess.Outcome movescu(TestNode node, Object... options) {
        return retrieve("movescu", node, options);
    }

    private PeerProcess.Outcome retrieve(String program, TestNode node, Object... options) {
        return PeerProcess.run(
                folder,
                PeerProcess.words(
                        program,
                        List.of("-d", "-S", "-aec", TestNode.AE_TITLE, "-k", "0008,0052=STUDY", "-k", "0020,000d=1"),
                        List.of(options),
                        List.of("127.0.0.1", node.port())));
    }

    /** A final response with this status, data set and counts; no sub-operation remains. */
    private static String ended(String status, String dataSet, int completed, int failed, int warning) {
        return "(?s).*Remaining Suboperations *: none\n.*Completed Suboperations *: %d\n.*Failed Suboperations *: %d\n"
                        .formatted(completed, failed)
                + ".*Warning Suboperations *: %d\n.*Data Set *: %s\n.*DIMSE Status *: %s.*"
                        .formatted(warning, dataSet, status);
    }

    /** What a response says, as DCMTK's debug output lists it. */
    private static String finalResponse(PeerProcess.Outcome outcome) {
        String[] messages = outcome.output().split("INCOMING DIMSE MESSAGE");
        return Stream.of(messages)
                .filter(message -> message.contains("C-MOVE RSP") || message.contains("C-GET RSP"))
                .reduce("", (before, message) -> message);
    }

    // ---- C-GET ----

    @Test
    void getscuReceivesWhatTheFilesHoldToTheBit() throws IOException {
        List<FileSource> images = TestObjects.images(20, folder);
        try (TestNode archive = TestNode.of(new Archive(images).services().build())) {
            PeerProcess.Outcome outcome = getscu(archive, "+B", "-od", received).succeeded();
            assertThat(finalResponse(outcome)).matches(ended("0x0000", "none", 20, 0, 0));
            assertThat(archive.nextEnd()).isEmpty();
        }
        for (FileSource image : images) {
            assertThat(TestObjects.content(received.resolve(image.sopInstanceUid())))
                    .isEqualTo(TestObjects.content(image.file()));
        }
    }

    @Test
    void getscuWithoutAContextForSomeInstancesGetsTheOthersAndTheListOfTheFailed() {
        List<StoreSource> images = new ArrayList<>(TestObjects.images(2, folder));
        images.add(1, instance(7, SopClass.SecondaryCaptureImageStorage, TransferSyntax.HEVC_MAIN_PROFILE_5_1));
        images.add(2, instance(8, "1.2.3.4", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        try (TestNode archive = TestNode.of(new Archive(images).services().build())) {
            assertThat(finalResponse(getscu(archive, "-od", received))).matches(ended("0xb000", "present", 2, 2, 0));
        }
    }

    @Test
    void getscuIsToldWhenNothingCouldBeSent() {
        List<StoreSource> images =
                List.of(instance(7, SopClass.SecondaryCaptureImageStorage, TransferSyntax.HEVC_MAIN_PROFILE_5_1));
        try (TestNode archive = TestNode.of(new Archive(images).services().build())) {
            assertThat(finalResponse(getscu(archive, "-od", received))).matches(ended("0xa702", "present", 0, 1, 0));
        }
    }

    @Test
    void nothingFoundIsNothingRetrieved() {
        try (TestNode archive = TestNode.of(new Archive(List.of()).services().build())) {
            assertThat(finalResponse(getscu(archive, "-od", received).succeeded()))
                    .matches(ended("0x0000", "none", 0, 0, 0));
        }
    }

    @Test
    void aGetterThatDiesEndsItsAssociation() {
        List<FileSource> images = TestObjects.images(300, folder);
        CompletableFuture<PeerProcess> getter = new CompletableFuture<>();
        GetService service = query -> {
            getter.join().close();
            return images;
        };
        Services services = Services.builder()
                .get(service, SopClass.StudyRootQueryRetrieveInformationModelGet)
                .build();
        try (TestNode archive = TestNode.of(services)) {
            getter.complete(PeerProcess.start(
                    folder, PeerProcess.words("getscu", "-S", "-k", "0008,0052=STUDY", "127.0.0.1", archive.port())));
            assertThat(archive.nextEnd()).get().isInstanceOf(AssociationClosedException.class);
            archive.awaitNoAssociation();
        }
    }

    // ---- C-MOVE ----

    @Test
    void movescuHasTheObjectsSentToStorescp() {
        List<FileSource> images = TestObjects.images(20, folder);
        int port = PeerProcess.freePort();
        Archive objects = new Archive(images).knows(NodeAddress.of("STORESCP", "127.0.0.1", port));
        try (PeerProcess storescp = PeerProcess.listening(
                        folder, port, PeerProcess.words("storescp", "+B", "-uf", "-od", received, port));
                TestNode archive = TestNode.of(objects.services().build())) {
            assertThat(finalResponse(movescu(archive, "-aem", "STORESCP").succeeded()))
                    .matches(ended("0x0000", "none", 20, 0, 0));
        }
        for (FileSource image : images) {
            assertThat(TestObjects.content(received.resolve("SC." + image.sopInstanceUid())))
                    .isEqualTo(TestObjects.content(image.file()));
        }
    }

    @Test
    void allRealFilesAreMovedInOneGoAndThoseThatCannotBeAreCounted() throws IOException {
        List<FileSource> sources = DicomTestSupport.realFiles().stream()
                .flatMap(DcmtkRetrieveScuIT::sourceOf)
                .toList();
        int port = PeerProcess.freePort();
        Archive objects = new Archive(sources).knows(NodeAddress.of("STORESCP", "127.0.0.1", port));
        try (PeerProcess storescp = PeerProcess.listening(
                        folder, port, PeerProcess.words("storescp", "+B", "+uf", "-pm", "+xa", "-od", received, port));
                TestNode archive = TestNode.of(objects.services().build())) {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", "STORESCP");
            try (Stream<Path> files = Files.list(received)) {
                int completed = (int) files.count();
                assertThat(finalResponse(outcome))
                        .matches(ended("0xb000", "present", completed, sources.size() - completed, 0));
                assertThat(completed).isGreaterThan(sources.size() - 30);
            }
        }
    }

    /** None of a file that cannot be read or names no object. */
    private static Stream<FileSource> sourceOf(Path file) {
        try {
            return Stream.of(TestObjects.source(file));
        } catch (DicomException e) {
            return Stream.empty();
        }
    }

    @Test
    void movescuHasTheObjectsSentToItself() throws IOException {
        int port = PeerProcess.freePort();
        Archive objects =
                new Archive(TestObjects.images(5, folder)).knows(NodeAddress.of("MOVESCU", "127.0.0.1", port));
        try (TestNode archive = TestNode.of(objects.services().build())) {
            assertThat(finalResponse(
                            movescu(archive, "--port", port, "-od", received).succeeded()))
                    .matches(ended("0x0000", "none", 5, 0, 0));
        }
        try (Stream<Path> files = Files.list(received)) {
            assertThat(files).hasSize(5);
        }
    }

    /** An archive of ours that moves to an application entity of ours. */
    private interface Exchange {
        void go(TestNode archive, TestNode destination) throws IOException;
    }

    private void exchange(List<? extends StoreSource> objects, StoreService store, Exchange exchange)
            throws IOException {
        Services services = Services.builder().store(uid -> true, store).build();
        try (TestNode destination = TestNode.of(services);
                TestNode archive = TestNode.of(new Archive(objects)
                        .knows(destination.address())
                        .services()
                        .build())) {
            exchange.go(archive, destination);
        }
    }

    private static boolean is(StoreRequest request, int number) {
        return request.sopInstanceUid().equals(TestObjects.instanceUid(number));
    }

    @Test
    void refusalsAndWarningsAreCountedAndDoNotStopTheRest() throws IOException {
        StoreService store = (request, dataSet) -> {
            assertThat(request.moveOriginatorAeTitle()).contains("MOVESCU");
            if (is(request, 2)) {
                throw new DimseException(Status.OUT_OF_RESOURCES);
            }
            return is(request, 3) ? Status.of(0xB007) : Status.SUCCESS;
        };
        exchange(TestObjects.images(5, folder), store, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", TestNode.AE_TITLE);
            assertThat(finalResponse(outcome)).matches(ended("0xb000", "present", 3, 1, 1));
            assertThat(outcome.output()).contains("2.25.2000.2").doesNotContain("2.25.2000.2\\");
        });
    }

    @Test
    void aDestinationThatAbortsOverOneInstanceGetsTheOthers() throws IOException {
        StoreService store = (request, dataSet) -> {
            if (is(request, 1) || is(request, 3)) {
                request.association().abort();
            }
            return Status.SUCCESS;
        };
        exchange(TestObjects.images(5, folder), store, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", TestNode.AE_TITLE);
            assertThat(finalResponse(outcome)).matches(ended("0xb000", "present", 3, 2, 0));
        });
    }

    @Test
    void anUnknownDestinationIsRefused() throws IOException {
        exchange(TestObjects.images(2, folder), (request, dataSet) -> Status.SUCCESS, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", "NOBODY");
            assertThat(finalResponse(outcome)).contains("0xa801");
        });
    }

    @Test
    void aDestinationThatIsDownFailsAllInstances() {
        Archive objects = new Archive(TestObjects.images(3, folder))
                .knows(NodeAddress.of("DOWN", "127.0.0.1", PeerProcess.freePort()));
        try (TestNode archive = TestNode.of(objects.services().build())) {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", "DOWN");
            assertThat(finalResponse(outcome)).matches(ended("0xa702", "present", 0, 3, 0));
            assertThat(outcome.output()).contains("2.25.2000.1\\2.25.2000.2\\2.25.2000.3");
        }
    }

    @Test
    void aDestinationThatAbortsOverEachInstanceIsGivenUp() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        StoreService store = (request, dataSet) -> {
            asked.incrementAndGet();
            request.association().abort();
            return Status.SUCCESS;
        };
        exchange(TestObjects.images(20, folder), store, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", TestNode.AE_TITLE);
            assertThat(finalResponse(outcome)).matches(ended("0xa702", "present", 0, 20, 0));
        });
        assertThat(asked.get()).isLessThan(5);
    }

    @Test
    void cancelStopsBetweenTwoInstances() throws IOException {
        exchange(TestObjects.images(300, folder), (request, dataSet) -> Status.SUCCESS, (archive, destination) -> {
            String last = finalResponse(movescu(archive, "-aem", TestNode.AE_TITLE, "--cancel", 2));
            assertThat(last).contains("0xfe00").doesNotMatch("(?s).*Remaining Suboperations *: none.*");
            assertThat(destination.nextEnd()).isEmpty();
            assertThat(archive.nextEnd()).isEmpty();
        });
    }

    @Test
    void theDestinationIsLetGoWhenTheOneWhoAskedIsGone() throws IOException {
        CompletableFuture<PeerProcess> asking = new CompletableFuture<>();
        StoreService store = (request, dataSet) -> {
            asking.join().close();
            return Status.SUCCESS;
        };
        exchange(TestObjects.images(300, folder), store, (archive, destination) -> {
            asking.complete(PeerProcess.start(
                    folder,
                    PeerProcess.words(
                            "movescu",
                            List.of("-S", "-aem", TestNode.AE_TITLE, "-k", "0008,0052=STUDY", "-k", "0020,000d=1"),
                            List.of("127.0.0.1", archive.port()))));
            assertThat(archive.nextEnd()).isPresent();
            destination.nextEnd();
        });
    }

    @Test
    void moreContextsThanAnAssociationHasMeanMoreAssociations() throws IOException {
        List<FileSource> images = ofManyClasses(150);
        Spool spool = new Spool(received);
        exchange(images, spool::store, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", TestNode.AE_TITLE);
            assertThat(finalResponse(outcome)).matches(ended("0x0000", "none", 150, 0, 0));
        });
        assertThat(spool.instanceUids())
                .containsExactlyElementsOf(
                        images.stream().map(FileSource::sopInstanceUid).toList());
    }

    @Test
    void anAssociationOnWhichAllIsRefusedDoesNotStopTheNext() throws IOException {
        List<FileSource> images = ofManyClasses(150);
        StoreService last = (request, dataSet) -> {
            if (!is(request, 150)) {
                throw new DimseException(Status.OUT_OF_RESOURCES);
            }
            return Status.SUCCESS;
        };
        exchange(images, last, (archive, destination) -> {
            PeerProcess.Outcome outcome = movescu(archive, "-aem", TestNode.AE_TITLE);
            assertThat(finalResponse(outcome)).matches(ended("0xb000", "present", 1, 149, 0));
        });
    }

    private FileSource instance(int number, String sopClassUid, TransferSyntax syntax) {
        return TestObjects.source(TestObjects.write(
                TestObjects.image(sopClassUid, number, syntax), syntax, folder.resolve("instance-" + number + ".dcm")));
    }

    private List<FileSource> ofManyClasses(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> instance(number, "1.2.3.4." + number, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .toList();
    }
}
