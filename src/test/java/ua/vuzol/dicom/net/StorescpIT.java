package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomTestSupport;

/** We send objects to DCMTK's storescp. */
class StorescpIT {

    private static final Pattern NOT_SENT = Pattern.compile(
            "^malformed/|^dicomdir/|empty_charset|dwv_anonymise|htj2k|retired|jpeg_lossless_p14|frame_SEG|hanging|palette|philips");

    @TempDir
    Path folder;

    /** What is done with a storescp that writes to a folder of its own. */
    private interface Exchange {
        void go(DicomNetwork network, NodeAddress storescp) throws Exception;
    }

    private Path received() {
        return folder.resolve("received");
    }

    private List<Path> receivedFiles() throws IOException {
        try (Stream<Path> files = Files.list(received())) {
            return files.toList();
        }
    }

    private void withStorescp(Exchange exchange, Object... options) throws Exception {
        int port = PeerProcess.freePort();
        Files.createDirectory(received());
        String[] command = PeerProcess.words("storescp", "-od", received(), List.of(options), port);
        try (PeerProcess storescp = PeerProcess.listening(folder, port, command);
                DicomNetwork network = new DicomNetwork()) {
            exchange.go(network, NodeAddress.of("STORESCP", "127.0.0.1", port));
        }
    }

    private static AssociationOptions.Builder options() {
        return AssociationOptions.builder("VUZOL");
    }

    private static AssociationOptions.Builder proposing(FileSource source) {
        return options().context(source.sopClassUid(), source.transferSyntaxes().toArray(String[]::new));
    }

    private FileSource image(TransferSyntax syntax) {
        return TestObjects.images(1, folder, syntax).get(0);
    }

    @Test
    void everyRealFileIsSentAsItIsUnlessItsLengthIsOddOrItsEncodingNotTheDeclaredOne() throws Exception {
        List<Path> notSent = new ArrayList<>();
        withStorescp(
                (network, storescp) -> {
                    for (Path file : DicomTestSupport.realFiles()) {
                        try {
                            isSentAsItIs(network, storescp, FileSource.of(file));
                        } catch (DicomException | NoPresentationContextException e) {
                            notSent.add(DicomTestSupport.realFilesFolder().relativize(file));
                        }
                    }
                },
                "+B",
                "-pm",
                "+xa",
                "-uf");
        // without UIDs, unreadable, or in a transfer syntax or of a SOP class that this storescp does not take
        assertThat(notSent).hasSizeLessThan(35).allMatch(file -> NOT_SENT.matcher(file.toString())
                .find());
    }

    private void isSentAsItIs(DicomNetwork network, NodeAddress storescp, FileSource source) throws IOException {
        AssociationOptions options = options()
                .context(source.sopClassUid(), source.transferSyntaxes().get(0))
                .build();
        try (Association association = network.connect(storescp, options)) {
            assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
        }
        Path received = receivedFiles().get(0);
        TransferSyntax own = DicomReader.readHeader(source.file()).transferSyntax();
        TransferSyntax declared = TransferSyntax.of(own.uid());
        if (dataSet(source.file()).length % 2 == 0 && own.equals(declared)) {
            assertThat(dataSet(received)).as(source.file().toString()).isEqualTo(dataSet(source.file()));
        } else {
            assertThat(TestObjects.content(received))
                    .as(source.file().toString())
                    .isEqualTo(TestObjects.encoded(
                            EvenLengths.in(DicomReader.read(source.file()).dataSet()), declared));
        }
        Files.delete(received);
    }

    private static byte[] dataSet(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Arrays.copyOfRange(bytes, (int) DicomReader.readHeader(file).dataSetOffset(), bytes.length);
    }

    @ParameterizedTest
    @CsvSource({
        "+x=, 1.2.840.10008.1.2.1",
        "+xe, 1.2.840.10008.1.2.1",
        "+xb, 1.2.840.10008.1.2.2",
        "+xi, 1.2.840.10008.1.2",
        "+xd, 1.2.840.10008.1.2.1.99"
    })
    void anObjectIsSentInTheNativeSyntaxThatStorescpPrefers(String preference, String syntax) throws Exception {
        for (TransferSyntax own : List.of(
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN)) {
            FileSource source = image(own);
            withStorescp(
                    (network, storescp) -> {
                        try (Association association =
                                network.connect(storescp, proposing(source).build())) {
                            assertThat(association.contexts())
                                    .extracting(
                                            context -> context.transferSyntax().uid())
                                    .containsExactly(syntax);
                            assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
                        }
                    },
                    "+B",
                    preference);
            assertThat(receivedFiles()).singleElement().satisfies(file -> assertThat(TestObjects.content(file))
                    .isEqualTo(TestObjects.content(source.file())));
            Files.delete(receivedFiles().get(0));
            Files.delete(received());
        }
    }

    @Test
    void whatFitsNoContextIsToldWithoutHarmToTheAssociation() throws Exception {
        FileSource encapsulated = image(TransferSyntax.JPEG_BASELINE);
        withStorescp(
                (network, storescp) -> {
                    AssociationOptions options =
                            proposing(encapsulated).verification().build();
                    try (Association association = network.connect(storescp, options)) {
                        assertThatThrownBy(() -> association.store(encapsulated))
                                .isInstanceOf(NoPresentationContextException.class)
                                .hasMessageContaining("Secondary Capture Image Storage")
                                .hasMessageContaining("JPEG Baseline");
                        assertThat(association.echo()).isEqualTo(Status.SUCCESS);
                    }
                },
                "+xi");
        assertThat(receivedFiles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 131072})
    void largeObjectsPassInPdusAsStorescpTakesThem(int maxPdu) throws Exception {
        Path sent = TestObjects.write(
                TestObjects.large(20 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm"));
        FileSource source = FileSource.of(sent);
        withStorescp(
                (network, storescp) -> {
                    try (Association association =
                            network.connect(storescp, proposing(source).build())) {
                        assertThat(association.accepted().maxPduLength()).isEqualTo(maxPdu);
                        assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
                    }
                },
                "+B",
                "-pdu",
                maxPdu);
        assertThat(TestObjects.content(receivedFiles().get(0))).isEqualTo(TestObjects.content(sent));
    }

    @Test
    void manyObjectsGoOverOneAssociation() throws Exception {
        List<FileSource> images = TestObjects.images(200, folder);
        withStorescp((network, storescp) -> {
            try (Association association =
                    network.connect(storescp, proposing(images.get(0)).build())) {
                for (FileSource image : images) {
                    assertThat(association.store(image).status()).isEqualTo(Status.SUCCESS);
                }
            }
        });
        assertThat(receivedFiles()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--abort-after", "--abort-during"})
    void anAbortWhileStoringIsAFailureOfItsOwnKind(String when) throws Exception {
        FileSource source = FileSource.of(TestObjects.write(
                TestObjects.large(20 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm")));
        withStorescp(
                (network, storescp) -> {
                    Association association =
                            network.connect(storescp, proposing(source).build());
                    // over what is still being sent TCP may lose the A-ABORT: then the connection broke
                    assertThatThrownBy(() -> association.store(source))
                            .isInstanceOfAny(AssociationAbortedException.class, AssociationClosedException.class);
                    assertThat(association.isOpen()).isFalse();
                    association.release();
                },
                when);
    }

    @Test
    void aResponseThatDoesNotComeEndsTheAssociation() throws Exception {
        FileSource source = image(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Timeouts impatient = Timeouts.defaults().withResponse(Duration.ofMillis(300));
        withStorescp(
                (network, storescp) -> {
                    Association association = network.connect(
                            storescp, proposing(source).timeouts(impatient).build());
                    assertThatThrownBy(() -> association.store(source))
                            .isInstanceOfSatisfying(AssociationTimeoutException.class, late -> assertThat(late.kind())
                                    .isEqualTo(Timeouts.Kind.RESPONSE));
                    assertThat(association.isOpen()).isFalse();
                },
                "--sleep-during",
                20);
    }

    @Test
    void aReceiverThatTakesNothingMoreEndsTheAssociation() throws Exception {
        FileSource source = FileSource.of(TestObjects.write(
                TestObjects.large(40 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm")));
        Timeouts impatient = Timeouts.defaults().withSend(Duration.ofMillis(300));
        withStorescp(
                (network, storescp) -> {
                    Association association = network.connect(
                            storescp, proposing(source).timeouts(impatient).build());
                    assertThatThrownBy(() -> association.store(source))
                            .isInstanceOfSatisfying(AssociationTimeoutException.class, late -> assertThat(late.kind())
                                    .isEqualTo(Timeouts.Kind.SEND));
                    assertThat(association.isOpen()).isFalse();
                },
                "--sleep-during",
                20);
    }

    @Test
    void aPatientSenderWaitsForASlowReceiver() throws Exception {
        FileSource source = image(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        Timeouts idle = Timeouts.defaults().withIdle(Duration.ofMillis(200));
        withStorescp(
                (network, storescp) -> {
                    try (Association association = network.connect(
                            storescp, proposing(source).timeouts(idle).build())) {
                        assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
                    }
                },
                "--sleep-during",
                1);
    }

    @Test
    void aRefusedAssociationIsAFailureOfItsOwnKind() throws Exception {
        withStorescp(
                (network, storescp) -> assertThatThrownBy(() -> network.connect(
                                storescp, options().verification().build()))
                        .isInstanceOfSatisfying(
                                AssociationRejectedException.class,
                                rejected -> assertThat(rejected.rejection()).isEqualTo(Rejection.NO_REASON)),
                "--refuse");
    }

    @Test
    void aStatusThatStorescpAnswersIsPassedOn() throws Exception {
        List<FileSource> images = new ArrayList<>(TestObjects.images(2, folder));
        withStorescp((network, storescp) -> {
            Files.delete(received());
            try (Association association =
                    network.connect(storescp, proposing(images.get(0)).build())) {
                for (FileSource image : images) {
                    assertThat(association.store(image).status().code()).isEqualTo(0xA700);
                }
                assertThat(association.isOpen()).isTrue();
            }
            Files.createDirectory(received());
        });
    }
}
