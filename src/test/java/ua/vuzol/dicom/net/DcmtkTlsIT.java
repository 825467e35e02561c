package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS with DCMTK on either side: certificates of one authority are trusted, others are not. */
class DcmtkTlsIT {

    @TempDir
    static Path folder;

    private static SSLContext ours;
    private static SSLContext strangers;

    @BeforeAll
    static void makeCertificates() throws IOException, GeneralSecurityException {
        authority("authority");
        certificate("ours", "authority", "rsa:2048");
        openssl("ecparam", "-name", "prime256v1", "-out", "curve.params");
        certificate("theirs", "authority", "rsa:2048");
        authority("stranger-authority");
        certificate("stranger", "stranger-authority", "rsa:2048");
        ours = context("ours", "authority");
        strangers = context("stranger", "authority");
    }

    private static void authority(String name) {
        openssl(
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-days",
                "2",
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem");
    }

    private static void certificate(String name, String authority, String key) throws IOException {
        certificate(name, authority, key, "localhost");
    }

    private static void certificate(String name, String authority, String key, String host) throws IOException {
        Path extensions = folder.resolve(name + ".ext");
        Files.writeString(extensions, "subjectAltName=DNS:" + host + "\n");
        openssl(
                "req",
                "-newkey",
                key,
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        openssl(
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                authority + ".pem",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                extensions.toString(),
                "-out",
                name + ".pem");
    }

    private static void openssl(String... arguments) {
        PeerProcess.run(folder, PeerProcess.words("openssl", List.of(arguments)))
                .succeeded();
    }

    private static SSLContext context(String identity, String authority) throws IOException, GeneralSecurityException {
        return TlsContexts.ofPem(
                Optional.of(new TlsContexts.Identity(file(identity + ".pem"), file(identity + ".key"))),
                List.of(file(authority + ".pem")));
    }

    private static Path file(String name) {
        return folder.resolve(name);
    }

    private static List<String> shows(String identity) {
        return List.of(
                "+tls",
                file(identity + ".key").toString(),
                file(identity + ".pem").toString());
    }

    private static List<String> trusts(String authority) {
        return List.of("+cf", file(authority + ".pem").toString());
    }

    private static TestNode node(TlsOptions tls) {
        return TestNode.of(Services.NONE, options -> options.tls(tls));
    }

    private static PeerProcess.Outcome echoscu(TestNode node, Object... options) {
        return PeerProcess.run(
                folder, PeerProcess.words("echoscu", List.of(options), List.of("127.0.0.1", node.port())));
    }

    // ---- we are SCP ----

    @ParameterizedTest
    @CsvSource({"+py, TLSv1.3", "+px, TLSv1.3", "+pz, TLSv1.2", "+pa, TLSv1.2"})
    void echoscuWithACertificateOfTheAuthorityIsServed(String profile, String protocol) {
        try (TestNode node = node(TlsOptions.mutual(ours))) {
            String output = echoscu(node, "-d", profile, shows("theirs"), trusts("authority"))
                    .succeeded()
                    .output();
            assertThat(output).contains("Protocol    : " + protocol);
            assertThat(node.nextEnd()).isEmpty();
        }
    }

    @Test
    void aKeyOfAnEllipticCurveServesToo() throws Exception {
        certificate("curve", "authority", "ec:" + folder.resolve("curve.params"));
        try (TestNode node = node(TlsOptions.mutual(context("curve", "authority")))) {
            echoscu(node, shows("theirs"), trusts("authority")).succeeded();
        }
    }

    @Test
    void thePeersCertificateIsKnownToTheVerifier() {
        Queue<String> subjects = new ConcurrentLinkedQueue<>();
        UserIdentityVerifier verifier = (identity, peer) -> {
            peer.certificates()
                    .forEach(one -> subjects.add(one.getSubjectX500Principal().getName()));
            return Optional.empty();
        };
        try (TestNode node = TestNode.of(
                Services.NONE, options -> options.tls(TlsOptions.mutual(ours)).identities(verifier))) {
            echoscu(node, shows("theirs"), trusts("authority")).succeeded();
        }
        assertThat(subjects).contains("CN=theirs");
    }

    @Test
    void aStrangersCertificateAndNoneAreRefusedWhereOneIsDemanded() {
        try (TestNode node = node(TlsOptions.mutual(ours))) {
            echoscu(node, shows("stranger"), trusts("authority")).failed();
            assertThat(node.nextFailure()).isInstanceOf(IOException.class);
            echoscu(node, "+tla", trusts("authority")).failed();
            assertThat(node.nextFailure()).isInstanceOf(IOException.class);
            echoscu(node).failed();
            assertThat(node.nextFailure()).isInstanceOf(IOException.class);
            echoscu(node, shows("theirs"), trusts("authority")).succeeded();
        }
    }

    @Test
    void noCertificateIsNeededWhereNoneIsDemanded() {
        try (TestNode node = node(new TlsOptions(ours, false, false))) {
            echoscu(node, "+tla", trusts("authority")).succeeded();
            assertThat(node.nextEnd()).isEmpty();
        }
    }

    @Test
    void echoscuRefusesOurCertificateWhenItDoesNotTrustIt() {
        try (TestNode node = node(TlsOptions.mutual(strangers))) {
            echoscu(node, shows("theirs"), trusts("authority")).failed();
            assertThat(node.nextFailure()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void objectsPassOverTlsToTheBit() throws IOException {
        Path sent = TestObjects.write(
                TestObjects.large(8 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("large.dcm"));
        Spool spool = new Spool(Files.createTempDirectory(folder, "ours"));
        try (TestNode node = TestNode.of(
                Services.builder().store(uid -> true, spool::store).build(),
                options -> options.tls(TlsOptions.mutual(ours)))) {
            PeerProcess.run(
                            folder,
                            PeerProcess.words(
                                    "storescu",
                                    shows("theirs"),
                                    trusts("authority"),
                                    List.of("127.0.0.1", node.port()),
                                    sent))
                    .succeeded();
        }
        assertThat(TestObjects.content(spool.kept().get(0).file())).isEqualTo(TestObjects.content(sent));
    }

    // ---- we are SCU ----

    private interface Attempt {
        void with(DicomNetwork network, NodeAddress storescp, Path received) throws Exception;
    }

    private static void storescp(SSLContext context, boolean verifyHostName, Attempt attempt, Object... options)
            throws Exception {
        int port = PeerProcess.freePort();
        Path received = Files.createTempDirectory(folder, "theirs");
        String[] command = PeerProcess.words("storescp", "+B", "-od", received, List.of(options), port);
        try (PeerProcess storescp = PeerProcess.listening(folder, port, command);
                DicomNetwork network = new DicomNetwork()) {
            TlsOptions tls = new TlsOptions(context, true, verifyHostName);
            attempt.with(network, new NodeAddress("STORESCP", "localhost", port, Optional.of(tls)), received);
        }
    }

    private static AssociationOptions.Builder echo() {
        return AssociationOptions.builder("VUZOL").verification();
    }

    private static void echoes(DicomNetwork network, NodeAddress storescp, Path received) throws IOException {
        try (Association association = network.connect(storescp, echo().build())) {
            assertThat(association.echo()).isEqualTo(Status.SUCCESS);
        }
    }

    private static void isRefused(DicomNetwork network, NodeAddress storescp, Path received) {
        assertThatThrownBy(() -> network.connect(storescp, echo().build())).isInstanceOf(IOException.class);
    }

    @Test
    void storescpWithACertificateOfTheAuthorityIsTalkedTo() throws Exception {
        storescp(ours, true, DcmtkTlsIT::echoes, shows("theirs"), trusts("authority"));
    }

    @Test
    void aStorescpWithACertificateForAnotherHostIsNotTalkedToWhereThatMatters() throws Exception {
        certificate("elsewhere", "authority", "rsa:2048", "elsewhere.example");
        storescp(ours, true, DcmtkTlsIT::isRefused, shows("elsewhere"), trusts("authority"));
        storescp(ours, false, DcmtkTlsIT::echoes, shows("elsewhere"), trusts("authority"));
    }

    @Test
    void storescpDoesNotTakeAStrangersCertificate() throws Exception {
        storescp(strangers, false, DcmtkTlsIT::isRefused, shows("theirs"), trusts("authority"));
    }

    @Test
    void aStrangersStorescpIsNotTalkedTo() throws Exception {
        storescp(ours, false, DcmtkTlsIT::isRefused, shows("stranger"), "-ic");
    }

    @Test
    void aStorescpWithoutTlsIsATypedFailure() throws Exception {
        storescp(ours, false, DcmtkTlsIT::isRefused);
    }

    @Test
    void objectsAreSentOverTlsToTheBit() throws Exception {
        Path sent =
                TestObjects.write(TestObjects.large(8 * 1024 * 1024), TestObjects.EXPLICIT, folder.resolve("sent.dcm"));
        FileSource source = FileSource.of(sent);
        storescp(
                ours,
                false,
                (network, storescp, received) -> {
                    AssociationOptions options = AssociationOptions.builder("VUZOL")
                            .context(source.sopClassUid())
                            .build();
                    try (Association association = network.connect(storescp, options)) {
                        assertThat(association.store(source).status()).isEqualTo(Status.SUCCESS);
                    }
                    try (var files = Files.list(received)) {
                        assertThat(files.map(TestObjects::content)).containsExactly(TestObjects.content(sent));
                    }
                },
                shows("theirs"),
                trusts("authority"));
    }
}
