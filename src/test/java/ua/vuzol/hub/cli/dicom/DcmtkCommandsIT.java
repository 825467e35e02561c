package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomTestSupport;
import ua.vuzol.dicom.net.Dcmqrscp;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.PeerProcess;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.dicom.net.TestObjects;

/** The commands with DCMTK's nodes, and beside its tools. */
@SuppressWarnings("try") // a peer that runs needs no more of the test
class DcmtkCommandsIT extends CommandTestSupport {
    private static final Pattern TAG = Pattern.compile("(?m)^ *\\(([0-9a-f]{4},[0-9a-f]{4})\\)");
    private static final String STUDY = "StudyInstanceUID=" + TestObjects.STUDY_UID;

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private PeerProcess storescp(int port, Object... options) throws IOException {
        PeerProcess.assumeInstalled("storescp");
        return PeerProcess.listening(
                folder, port, PeerProcess.words("storescp", "-od", folder("received"), "+xa", List.of(options), port));
    }

    private static String at(String aeTitle, int port) {
        return aeTitle + "@127.0.0.1:" + port;
    }

    @Test
    void storescpAnswersEchoAndTakesWhatIsSent() throws IOException {
        Path sent = folder("sent");
        List<FileSource> images = TestObjects.images(5, sent);
        int port = PeerProcess.freePort();
        try (PeerProcess peer = storescp(port)) {
            assertThat(dicom("echo", at("SCP", port))).isZero();
            assertThat(lines().get(0)).contains("OFFIS_DCMTK_");
            assertThat(dicom("store", at("SCP", port), sent, "--associations=2"))
                    .isZero();
            assertThat(out()).startsWith("Stored 5 of 5 objects");
        }
        for (FileSource image : images) {
            try (Stream<Path> files = Files.list(folder("received"))) {
                assertThat(files.filter(file -> file.toString().endsWith(image.sopInstanceUid())))
                        .singleElement()
                        .satisfies(file ->
                                assertThat(TestObjects.content(file)).isEqualTo(TestObjects.content(image.file())));
            }
        }
    }

    @Test
    void storescpThatAbortsIsAFinding() throws IOException {
        Path sent = folder("sent");
        TestObjects.images(2, sent);
        int port = PeerProcess.freePort();
        try (PeerProcess peer = storescp(port, "--abort-during")) {
            assertThat(dicom("store", at("SCP", port), sent)).isEqualTo(1);
        }
        assertThat(out())
                .contains("image-1.dcm: it may or may not be stored: The peer aborted", "Stored 0 of 2 objects");
    }

    @Test
    void storescpIsAskedByTls() throws IOException {
        PeerProcess.assumeInstalled("openssl");
        PeerProcess.run(
                        folder,
                        PeerProcess.words(
                                List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
                                List.of("-subj", "/CN=node", "-keyout", "node.key", "-out", "node.pem")))
                .succeeded();
        Path key = folder.resolve("node.key");
        Path certificate = folder.resolve("node.pem");
        int port = PeerProcess.freePort();
        try (PeerProcess peer = storescp(port, "+tls", key, certificate, "+cf", certificate)) {
            assertThat(dicom(
                            "echo",
                            at("SCP", port),
                            "--tls-trust",
                            certificate,
                            "--tls-cert",
                            certificate,
                            "--tls-key",
                            key))
                    .isZero();
            assertThat(dicom("echo", at("SCP", port), "--tls-trust", certificate))
                    .isEqualTo(1);
            assertThat(dicom("echo", at("SCP", port), "--timeout=5")).isEqualTo(1);
            assertThat(err()).contains("--tls");
        }
    }

    @Test
    void dcmqrscpIsFilledAskedAndEmptied() throws IOException {
        PeerProcess.assumeInstalled("dcmqrscp");
        Path sent = folder("sent");
        List<FileSource> images = TestObjects.images(3, sent);
        Spool spool = new Spool(folder("spool"));
        int port = PeerProcess.freePort();
        try (TestNode destination = TestNode.of(
                        Services.builder().store(uid -> true, spool::store).build());
                PeerProcess peer = Dcmqrscp.start(folder, port, destination.port())) {
            String archive = at("ARCHIVE", port);
            assertThat(dicom("store", archive, sent)).isZero();

            assertThat(dicom("find", archive, "-k", "PatientName=Шевченко*")).isZero();
            assertThat(lines()).hasSize(2).last().asString().contains(TestObjects.PATIENT_NAME, TestObjects.STUDY_UID);
            assertThat(dicom("find", archive, "-k", "PatientName=Франко*")).isZero();
            assertThat(out()).isEqualTo("No match.\n");
            assertThat(dicom(
                            "find",
                            archive,
                            "--json",
                            "--level=IMAGE",
                            "-k",
                            STUDY,
                            "-k",
                            "SeriesInstanceUID=2.25.1001"))
                    .isZero();
            assertThat(json()).hasSize(3);

            assertThat(dicom("get", archive, "-k", STUDY, "--into", folder.resolve("got")))
                    .isZero();
            assertThat(lines()).startsWith("0000H, success; 3 completed, 0 with a warning, 0 failed.");
            for (FileSource image : images) {
                assertThat(TestObjects.content(folder.resolve("got/" + image.sopInstanceUid() + ".dcm")))
                        .isEqualTo(TestObjects.content(image.file()));
            }

            assertThat(dicom("move", archive, "--to=VUZOL", "-k", STUDY)).isZero();
            assertThat(spool.instanceUids())
                    .containsExactlyInAnyOrderElementsOf(
                            images.stream().map(FileSource::sopInstanceUid).toList());
            assertThat(dicom("move", archive, "--to=NOBODY", "-k", STUDY)).isEqualTo(1);
            assertThat(out()).startsWith("A801H, move destination unknown");
        }
    }

    @Test
    void wlmscpfsIsAskedForItsWorklist() throws IOException {
        PeerProcess.assumeInstalled("wlmscpfs");
        Path files = folder("worklists/WORKLIST");
        Files.createFile(files.resolve("lockfile"));
        for (int i = 1; i <= 4; i++) {
            TestObjects.write(
                    TestObjects.worklistItem(i), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, files.resolve(i + ".wl"));
        }
        int port = PeerProcess.freePort();
        String[] command = PeerProcess.words("wlmscpfs", "-csk", "-dfp", folder.resolve("worklists"), port);
        try (PeerProcess peer = PeerProcess.listening(folder, port, command)) {
            assertThat(dicom("worklist", at("WORKLIST", port), "--modality=CT", "--date=20260101-20260131"))
                    .isZero();
            assertThat(lines())
                    .containsExactly(
                            "DATE      TIME  MODALITY  STATION  PATIENT                    ID  BORN      SEX  ACCESSION  PROCEDURE"
                                    + "  STEP",
                            "20260115  1000  CT        DEVICE   Шевченко^Тарас^Григорович  P2  18140309  M    A2         Голова"
                                    + "     Обстеження голови",
                            "20260115  1000  CT        DEVICE   Шевченко^Тарас^Григорович  P4  18140309  M    A4         Голова"
                                    + "     Обстеження голови");
            assertThat(dicom("worklist", at("WORKLIST", port), "--date=20270101-"))
                    .isZero();
            assertThat(out()).isEqualTo("No match.\n");
        }
    }

    @Test
    void dumpShowsTheElementsThatDcmdumpShows() {
        PeerProcess.assumeInstalled("dcmdump");
        int compared = 0;
        for (Path file : DicomTestSupport.realFiles()) {
            PeerProcess.Outcome peer = PeerProcess.run(
                    folder, "dcmdump", "-q", "-M", file.toAbsolutePath().toString());
            if (peer.exitValue() == 0) {
                assertThat(dicom("dump", file)).as(file.toString()).isZero();
                assertThat(tags(out())).as(file.toString()).isEqualTo(tags(peer.output()));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    /** The tags at the beginning of lines but for those of items and delimiters, in lower case. */
    private static List<String> tags(String dump) {
        return TAG.matcher(dump.toLowerCase(Locale.ROOT))
                .results()
                .map(result -> result.group(1))
                .filter(tag -> !tag.startsWith("fffe"))
                .toList();
    }
}
