package ua.vuzol.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import ua.vuzol.mapping.HostRange;

class PeersTest {
    @TempDir
    private Path mappings;

    @BeforeEach
    void schema() throws IOException {
        Files.createDirectories(mappings.resolve("dicom"));
        Files.copy(Path.of("mappings/dicom/peers.schema.json"), mappings.resolve("dicom/peers.schema.json"));
    }

    @Test
    void theFileThatComesWithTheHubCanBeUsed() {
        assertThat(Peers.check(Path.of("mappings"))).isEmpty();
    }

    @Test
    void aPeerIsWhatItsEntrySays() throws IOException {
        write(
                """
                peers:
                  CT1:
                    address: 10.1.2.3:104
                    source: ct1
                    may: [store]
                    answers: {characterSet: ISO_IR 144}
                """);
        Peer peer = new Peers(mappings).peer("CT1");
        assertThat(peer.address().orElseThrow()).hasToString("CT1@10.1.2.3:104");
        assertThat(peer.source()).contains("ct1");
        assertThat(peer.rights()).containsExactly(Right.STORE);
        assertThat(peer.answers()).isEqualTo(new Answers(Answers.CharacterSet.CYRILLIC, false));
    }

    @Test
    void anAsciiPeerGetsLatinLetters() throws IOException {
        write("peers: {OLD: {answers: {characterSet: ASCII}}}");
        assertThat(new Peers(mappings).peer("OLD").answers().latin()).isTrue();
    }

    @Test
    void aChangeIsAtWorkAtOnceAndAWrongOneLeavesWhatWas() throws IOException {
        write("peers: {CT1: {may: [store]}}");
        Peers peers = new Peers(mappings);
        write("peers: {CT1: {may: [query]}}");
        assertThat(peers.peer("CT1").rights()).containsExactly(Right.QUERY);
        write("peers: {CT1: {may: [fly]}}");
        assertThat(peers.peer("CT1").rights()).containsExactly(Right.QUERY);
        assertThat(peers.problem()).get().asString().contains("peers.yaml", "CT1.may");
    }

    @Test
    void aHostThatIsNoAddressIsNamed() throws IOException {
        write("peers: {CT1: {hosts: [ct1.hospital]}}");
        assertThat(Peers.check(mappings))
                .singleElement()
                .hasToString(mappings.resolve("dicom/peers.yaml")
                        + ":1: peers.CT1.hosts.0: is no IP address and no block such as 10.1.2.0/24");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.0/24, 10.1.2.255, true",
        "10.1.2.0/24, 10.1.3.0, false",
        "10.1.2.128/25, 10.1.2.127, false",
        "10.1.2.128/25, 10.1.2.200, true",
        "0.0.0.0/0, 192.168.1.1, true",
        "fd00::/8, fd12::1, true",
        "fd00::/8, fe80::1, false",
        "fd00::/8, 10.1.2.3, false",
    })
    void aRangeHoldsItsHosts(String range, String host, boolean held) throws IOException {
        assertThat(HostRange.parse(range).contains(InetAddress.getByName(host))).isEqualTo(held);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(mappings.resolve("dicom/peers.yaml"), yaml);
    }
}
