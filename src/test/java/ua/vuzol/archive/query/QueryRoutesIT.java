package ua.vuzol.archive.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.archive.InstanceRef;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DataSetDigest;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Responses;

/** DCMTK queries and retrieves through the project's routes. */
class QueryRoutesIT extends ArchiveTestSupport {
    private static final String STUDY = "1.2.826.0.1.98.1";
    private static final int OBJECTS = 30;
    private static final int PORT = PeerProcess.freePort();
    private static final int DESTINATION = PeerProcess.freePort();

    private static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    private static final DataSet MANY = new DataSet()
            .put(Tag.SpecificCharacterSet, "ISO_IR 192")
            .put(Tag.QueryRetrieveLevel, "STUDY")
            .put(Tag.PatientName, "Багато*")
            .putEmpty(Tag.StudyInstanceUID);

    private static boolean filled;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needDcmtk() {
        PeerProcess.assumeInstalled("findscu", "getscu", "movescu", "storescp");
    }

    @DynamicPropertySource
    static void withRoutesAndPeers(DynamicPropertyRegistry registry) throws IOException {
        Path routes = Files.createDirectories(home.resolve("routes"));
        for (String route : List.of("find.camel.yaml", "get.camel.yaml", "move.camel.yaml")) {
            Files.copy(Path.of("routes/dicom", route), routes.resolve(route));
        }
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("dicom/peers.yaml"),
                """
                unlisted: local
                peers:
                  STORESCP: {address: "127.0.0.1:%d"}
                  LATIN: {answers: {characterSet: ASCII}}
                  SENDER: {may: [store]}
                """
                        .formatted(DESTINATION));
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.dicom.listener", () -> "VUZOL@127.0.0.1:" + PORT);
    }

    @BeforeEach
    void fill() {
        if (filled) {
            return;
        }
        filled = true;
        archive.storeAll(IntStream.range(0, OBJECTS)
                .mapToObj(i -> object(STUDY, STUDY + "." + i % 3)
                        .put(Tag.InstanceNumber, i)
                        .put(Tag.PatientID, "P1")
                        .put(Tag.PatientWeight, "80"))
                .map(this::staged)
                .toList());
    }

    private PeerProcess.Outcome dcmtk(String program, Object... options) {
        return PeerProcess.run(
                folder,
                PeerProcess.words(
                        program, List.of("-d", "-S", "-aec", "VUZOL"), List.of(options), List.of("127.0.0.1", PORT)));
    }

    @Test
    void findscuFindsTheStudyAndIsToldWhichKeysAreNotKnown() {
        PeerProcess.Outcome outcome = dcmtk(
                        "findscu",
                        "-k",
                        "0008,0052=STUDY",
                        "-k",
                        "0010,0010=SHEVCH*",
                        "-k",
                        "0020,000d",
                        "-k",
                        "0020,1208")
                .succeeded();
        assertThat(outcome.output()).contains(STUDY).contains("[" + OBJECTS).contains("0xff00");
        PeerProcess.Outcome unknown = dcmtk("findscu", "-k", "0008,0052=STUDY", "-k", "0020,000d", "-k", "0010,1030=80")
                .succeeded();
        assertThat(unknown.output()).contains(STUDY).contains("0xff01");
    }

    @Test
    void findscuIsToldWhyItIsRefused() {
        assertThat(dcmtk("findscu", "-k", "0008,0052=SERIES", "-k", "0008,0060").output())
                .contains("0xa900")
                .contains("(0020,000D)");
        assertThat(dcmtk("findscu", "-aet", "SENDER", "-k", "0008,0052=STUDY").output())
                .contains("0x0124");
    }

    @Test
    void aLatinPeerIsAnsweredInLatinLetters() {
        assertThat(dcmtk("findscu", "-aet", "LATIN", "-k", "0008,0052=STUDY", "-k", "0010,0010=Шевч*")
                        .output())
                .doesNotContain("Shevchenko");
        assertThat(dcmtk("findscu", "-aet", "LATIN", "-k", "0008,0052=STUDY", "-k", "0010,0010=Shevch*")
                        .output())
                .contains("Shevchenko^Taras");
    }

    @Test
    void getscuGetsTheObjectsAsTheyAreStored() throws IOException {
        Path received = Files.createDirectories(folder.resolve("got"));
        dcmtk("getscu", "-od", received, "-k", "0008,0052=STUDY", "-k", "0020,000d=" + STUDY)
                .succeeded();
        assertSame(received);
    }

    @Test
    void movescuMovesTheObjectsToWhereTheDestinationListens() throws IOException {
        Path received = Files.createDirectories(folder.resolve("moved"));
        try (PeerProcess storescp = PeerProcess.listening(
                folder, DESTINATION, PeerProcess.words("storescp", "-aet", "STORESCP", "-od", received, DESTINATION))) {
            assertThat(storescp.handle().isAlive()).isTrue();
            dcmtk(
                            "movescu",
                            "-aem",
                            "STORESCP",
                            "-k",
                            "0008,0052=SERIES",
                            "-k",
                            "0020,000d=" + STUDY,
                            "-k",
                            "0020,000e=" + STUDY + ".0\\" + STUDY + ".1\\" + STUDY + ".2")
                    .succeeded();
        }
        assertSame(received);
        assertThat(dcmtk("movescu", "-aem", "NOBODY", "-k", "0008,0052=STUDY", "-k", "0020,000d=" + STUDY)
                        .output())
                .contains("0xa801");
    }

    private void assertSame(Path received) throws IOException {
        List<InstanceRef> stored = archive.instances(STUDY);
        try (Stream<Path> files = Files.list(received)) {
            assertThat(files.map(QueryRoutesIT::digest).collect(Collectors.toSet()))
                    .hasSize(OBJECTS)
                    .isEqualTo(stored.stream().map(each -> digest(each.file())).collect(Collectors.toSet()));
        }
    }

    private static String digest(Path file) {
        try {
            DicomObject object = DicomReader.read(file);
            return object.dataSet().string(Tag.SOPInstanceUID).orElseThrow() + " "
                    + DataSetDigest.sha256(object.dataSet());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anAnswerThatIsCancelledGivesItsConnectionBack() throws IOException {
        archive.storeAll(IntStream.range(0, 1200)
                .mapToObj(i -> object().put(Tag.PatientName, "Багато^" + i))
                .map(object -> landed(folder, object))
                .toList());
        try (DicomNetwork network = new DicomNetwork()) {
            for (int i = 0; i < 12; i++) {
                // leaves while most of the answers are still to come
                Association association = connect(network);
                try (Responses some = association.find(FIND, MANY)) {
                    assertThat(some.next().status().isPending()).isTrue();
                }
                association.abort();
            }
            await().ignoreException(DimseException.class)
                    .untilAsserted(() -> assertThat(count(network)).isEqualTo(1200));
        }
    }

    private static int count(DicomNetwork network) throws IOException {
        Association association = connect(network);
        try (Responses all = association.find(FIND, MANY)) {
            return all.matches().size();
        } finally {
            association.release();
        }
    }

    private static Association connect(DicomNetwork network) throws IOException {
        return network.connect(
                NodeAddress.of("VUZOL", "127.0.0.1", PORT),
                AssociationOptions.builder("READER")
                        .context(FIND, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid())
                        .build());
    }
}
