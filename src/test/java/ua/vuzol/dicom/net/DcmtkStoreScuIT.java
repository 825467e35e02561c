package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.io.Part10Header;

/** DCMTK sends objects to our SCP. */
class DcmtkStoreScuIT {

    @TempDir
    Path folder;

    /** What a receiver made of an object, whatever the name of the file. */
    private record Received(String sopInstanceUid, String transferSyntax, int dataSetBytes, int hash) {

        static Received of(Path file) {
            try {
                Part10Header header = DicomReader.readHeader(file);
                byte[] bytes = Files.readAllBytes(file);
                byte[] dataSet = Arrays.copyOfRange(bytes, (int) header.dataSetOffset(), bytes.length);
                return new Received(
                        header.fileMeta().string(Tag.MediaStorageSOPInstanceUID).orElse(""),
                        header.fileMeta().string(Tag.TransferSyntaxUID).orElse(""),
                        dataSet.length,
                        Arrays.hashCode(dataSet));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path newFolder(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    @Test
    void everyRealFileThatDcmsendSendsArrivesAsAtStorescpToTheBit() throws IOException {
        Path realFiles = DicomTestSupport.realFilesFolder();
        Path theirs = newFolder("theirs");
        int port = PeerProcess.freePort();
        try (PeerProcess storescp = PeerProcess.listening(
                folder, port, "storescp", "+B", "+uf", "-pm", "+xa", "-od", theirs.toString(), "" + port)) {
            sendAll(port, realFiles);
        }
        Spool spool = new Spool(newFolder("ours"));
        Services services = Services.builder().store(uid -> true, spool::store).build();
        try (TestNode node = TestNode.of(services, options -> options.negotiation(DcmtkStoreScuIT::asStorescpDoes))) {
            sendAll(node.port(), realFiles);
            assertThat(node.nextEnd()).isEmpty();
        }
        List<Received> ours =
                spool.kept().stream().map(kept -> Received.of(kept.file())).toList();
        try (Stream<Path> files = Files.list(theirs)) {
            // one file has its UIDs under UN, which dcmsend takes for text: their first byte in hex is its SOP class
            // and instance
            List<Received> expected = files.map(Received::of)
                    .filter(received -> !received.sopInstanceUid().equals("31"))
                    .toList();
            assertThat(expected).hasSizeGreaterThan(350);
            assertThat(ours).containsAll(expected);
        }
    }

    private void sendAll(int port, Path realFiles) {
        PeerProcess.run(
                folder,
                PeerProcess.words(
                        List.of("dcmsend", "+f", "-dn", "-nuc", "-nh", "+sd", "+r", "127.0.0.1", port),
                        realFiles.toAbsolutePath()));
    }

    /** dcmsend ends an association over a transfer syntax that is accepted although it does not know it itself. */
    private static ContextResult asStorescpDoes(ProposedContext proposed, AssociateRequest request) {
        List<String> syntaxes = proposed.transferSyntaxes();
        String explicit = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid();
        String chosen = syntaxes.contains(explicit) ? explicit : syntaxes.get(0);
        return new ContextResult(proposed.id(), ContextResult.Result.ACCEPTANCE, chosen);
    }

    @ParameterizedTest
    @CsvSource({
        "-xe, 1.2.840.10008.1.2.1",
        "-xb, 1.2.840.10008.1.2.2",
        "-xi, 1.2.840.10008.1.2",
        "-xd, 1.2.840.10008.1.2.1.99"
    })
    void anObjectComesInTheTransferSyntaxThatStorescuProposesFirst(String proposal, String syntax) throws IOException {
        Path sent =
                TestObjects.images(1, folder, TransferSyntax.of(syntax)).get(0).file();
        Spool spool = new Spool(newFolder("ours"));
        try (TestNode node = TestNode.of(services(spool))) {
            storescu(node, List.of(sent), proposal).succeeded();
        }
        Spool.Kept kept = spool.kept().get(0);
        assertThat(kept.request().context().transferSyntax().uid()).isEqualTo(syntax);
        assertThat(kept.request().association().remoteAeTitle()).isEqualTo("STORESCU");
        assertThat(TestObjects.content(kept.file())).isEqualTo(TestObjects.content(sent));
    }

    @ParameterizedTest
    @CsvSource({"4096, 4096", "131072, 1048576"})
    void objectsPassInSmallAndLargePdus(int theirs, int ours) throws IOException {
        Path sent = TestObjects.write(
                TestObjects.large(2 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm"));
        Spool spool = new Spool(newFolder("ours"));
        try (TestNode node = TestNode.of(services(spool), options -> options.maxPduLength(ours))) {
            storescu(node, List.of(sent), "--max-pdu", theirs, "--max-send-pdu", theirs, "--repeat", 3)
                    .succeeded();
        }
        assertThat(spool.kept()).hasSize(3);
        assertThat(spool.kept())
                .allSatisfy(kept -> assertThat(TestObjects.content(kept.file())).isEqualTo(TestObjects.content(sent)));
    }

    @Test
    void aRefusedObjectIsAnsweredWithItsStatusAndTheNextOneIsTaken() throws IOException {
        List<FileSource> images = TestObjects.images(5, folder);
        Spool spool = new Spool(newFolder("ours"));
        Services services = Services.builder()
                .store(uid -> true, (request, dataSet) -> switch (request.sopInstanceUid()) {
                    case "2.25.2000.1" -> throw new DimseException(Status.OUT_OF_RESOURCES);
                    case "2.25.2000.2" -> throw new IllegalStateException("a bug");
                    case "2.25.2000.3" -> throw new IOException("disk full");
                    case "2.25.2000.4" -> Status.of(0xB007);
                    default -> spool.store(request, dataSet);
                })
                .build();
        try (TestNode node = TestNode.of(services)) {
            String output = storescu(node, images.stream().map(FileSource::file).toList(), "-v", "--no-halt")
                    .output();
            assertThat(output)
                    .containsSubsequence(
                            "Refused: OutOfResources",
                            "0x110",
                            "Refused: OutOfResources",
                            "Warning: DataSetDoesNotMatchSOPClass",
                            "Success");
            assertThat(node.nextEnd()).isEmpty();
        }
        assertThat(spool.instanceUids()).containsExactly("2.25.2000.5");
    }

    @Test
    void manySendersAtOnceAreServed() throws IOException {
        List<Path> images =
                TestObjects.images(100, folder).stream().map(FileSource::file).toList();
        Spool spool = new Spool(newFolder("ours"));
        try (TestNode node = TestNode.of(services(spool))) {
            List<PeerProcess> senders = Stream.generate(() -> PeerProcess.start(
                            folder, PeerProcess.words("storescu", List.of("127.0.0.1", node.port()), images)))
                    .limit(8)
                    .toList();
            senders.forEach(sender -> sender.outcome().succeeded());
        }
        assertThat(spool.kept()).hasSize(800);
    }

    @Test
    void aStoreMayTakeLongerThanAnAssociationMayBeIdle() throws IOException {
        Timeouts timeouts = Timeouts.defaults().withIdle(Duration.ofMillis(300));
        Services services = Services.builder()
                .store(uid -> true, (request, dataSet) -> {
                    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
                    return Status.SUCCESS;
                })
                .build();
        try (TestNode node = TestNode.of(services, options -> options.timeouts(timeouts))) {
            storescu(node, List.of(TestObjects.images(1, folder).get(0).file())).succeeded();
            assertThat(node.nextEnd()).isEmpty();
        }
    }

    @Test
    void anAbortEndsTheAssociationForTheListener() throws IOException {
        Spool spool = new Spool(newFolder("ours"));
        try (TestNode node = TestNode.of(services(spool))) {
            storescu(node, List.of(TestObjects.images(1, folder).get(0).file()), "--abort");
            assertThat(node.nextEnd())
                    .get()
                    .isInstanceOfSatisfying(AssociationAbortedException.class, aborted -> assertThat(aborted.byPeer())
                            .isTrue());
        }
        assertThat(spool.kept()).hasSize(1);
    }

    @Test
    void aSenderThatDiesInTheMiddleOfAnObjectIsToldToTheService() throws Exception {
        Path sent = TestObjects.write(
                TestObjects.large(32 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm"));
        CompletableFuture<PeerProcess> sender = new CompletableFuture<>();
        CompletableFuture<IOException> told = new CompletableFuture<>();
        Services services = Services.builder()
                .store(uid -> true, (request, dataSet) -> {
                    dataSet.readNBytes(1000);
                    sender.join().close();
                    try {
                        dataSet.transferTo(OutputStream.nullOutputStream());
                        return Status.SUCCESS;
                    } catch (IOException e) {
                        told.complete(e);
                        throw e;
                    }
                })
                .build();
        try (TestNode node = TestNode.of(services)) {
            sender.complete(PeerProcess.start(folder, "storescu", "127.0.0.1", "" + node.port(), sent.toString()));
            assertThat(told.get(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(node.nextEnd()).get().isInstanceOf(AssociationClosedException.class);
        }
    }

    private static Services services(Spool spool) {
        return Services.builder().store(uid -> true, spool::store).build();
    }

    private PeerProcess.Outcome storescu(TestNode node, List<Path> files, Object... options) {
        return PeerProcess.run(
                folder,
                PeerProcess.words(
                        "storescu",
                        List.of("-aec", TestNode.AE_TITLE),
                        List.of(options),
                        List.of("127.0.0.1", node.port()),
                        files));
    }
}
