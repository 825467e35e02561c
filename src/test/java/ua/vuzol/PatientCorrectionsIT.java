package ua.vuzol;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.PeerProcess;

/** From the MIS to the PACS over real sockets: what is corrected in the registry is corrected where studies are kept too. */
class PatientCorrectionsIT extends ArchiveTestSupport {
    private static int port;

    @DynamicPropertySource
    static void withMessages(DynamicPropertyRegistry registry) throws IOException {
        port = PeerProcess.freePort();
        int listener = port;
        Deployment.copyOf(
                "routes/hl7", Files.createDirectories(home.resolve("routes")).resolve("hl7"));
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.hl7.listener", () -> "127.0.0.1:" + listener);
    }

    @Test
    void aPacsIsToldOfACorrectionAndAMergeInTheirOrder() throws Exception {
        try (MllpServer pacs = MllpServer.start(0, message -> MllpServer.acknowledge(message, "AA"));
                MllpClient mis = MllpClient.connect(port)) {
            Files.writeString(
                    home.resolve("mappings/hl7/partners.yaml"),
                    """
                    unlisted: local
                    others: {charset: windows-1251}
                    partners:
                      pacs: {application: PACS, facility: X, address: "127.0.0.1:%d", sends: [patients]}
                    """
                            .formatted(pacs.port()));
            accepted(mis.send(adt("A04", "1", "PID|||OLD1||Старенко^Олена^^^^^L||19800101|F")));
            accepted(mis.send(adt("A04", "2", "PID|||NEW1||Новенко^Олена^^^^^L||19800101|F")));
            DataSet object = object();
            object.put(Tag.PatientID, "OLD1");
            object.put(Tag.PatientName, "Старенко^Олена");
            archive.store(staged(object));

            accepted(mis.send(
                    adt("A08", "3", "PID|||OLD1||Їжаченко^Олена^^^^^L||19800101|F"), Charset.forName("windows-1251")));
            accepted(mis.send(adt("A40", "4", "PID|||NEW1||Новенко^Олена^^^^^L||19800101|F\rMRG|OLD1")));

            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(pacs.received()).hasSize(3));
            assertThat(field(pacs.received(), "MSH", 8))
                    .containsExactly("ADT^A08^ADT_A01", "ADT^A40^ADT_A39", "ADT^A08^ADT_A01");
            assertThat(field(pacs.received(), "PID", 5))
                    .contains(
                            "Їжаченко^Олена^^^^^L~Yizhachenko^Olena^^^^^L^A",
                            "Новенко^Олена^^^^^L~Novenko^Olena^^^^^L^A");
            assertThat(pacs.received())
                    .filteredOn(message -> message.contains("ADT^A40"))
                    .singleElement()
                    .satisfies(message -> assertThat(message).contains("\rMRG|OLD1^^^^MR\r"));
            assertThat(archive.study(text(object, Tag.StudyInstanceUID))
                            .orElseThrow()
                            .patient()
                            .pid()
                            .value())
                    .isEqualTo("NEW1");
        }
    }

    private static String adt(String event, String second, String segments) {
        return "MSH|^~\\&|MIS|CLINIC|VUZOL||2026030208000" + second + "||ADT^" + event + "|C" + second + "|P|2.5.1\r"
                + segments + "\r";
    }

    private static void accepted(String answer) {
        assertThat(answer).contains("MSA|AA|");
    }

    private static List<String> field(List<String> messages, String segment, int field) {
        return messages.stream()
                .flatMap(message -> message.lines().flatMap(line -> List.of(line.split("\r")).stream()))
                .filter(line -> line.startsWith(segment))
                .map(line -> line.split("\\|", -1)[field])
                .toList();
    }
}
