package ua.vuzol.hub.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Spool;
import ua.vuzol.dicom.net.TestNode;

class DemoCommandTest {
    private static final String STUDY =
            """
            {"studyUid":"1.2.%d","patientName":"Шевченко^Тарас","patientNameLatin":"Shevchenko^Taras","modality":["US"],
             "started":"2026-11-20T10:30:00+02:00","instances":24}""";

    @TempDir
    private Path inbox;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path spool;

    private Spool received;
    private StubHub hub;
    private TestNode node;

    @BeforeEach
    void startHub() throws IOException {
        hub = new StubHub();
        hub.answers("/api/studies", 200, array(IntStream.rangeClosed(1, 5).mapToObj(STUDY::formatted)));
        hub.answers(
                "/api/quarantine",
                200,
                """
                [{"id":17,"at":"2026-11-20T08:30:00Z","source":"fluorograph","reason":"The picture ends too early.",
                  "examination":"0004","files":["0004.csv"]}]""");
        hub.answers("/api/studies/1.2.1/timeline", 200, timelineOfACineLoop());
        hub.answers("/api/studies/1.2.2/timeline", 200, array(landed(6)));
        hub.answers("/api/studies/1.2.3/timeline", 200, "[]");
        hub.answers("/api/studies/1.2.4/timeline", 200, "[]");
        hub.answers("/api/studies/1.2.5/timeline", 200, "[]");
        received = new Spool(spool);
        node = TestNode.of(
                Services.builder().store(SopClass::isStorage, received::store).build());
    }

    @AfterEach
    void stopHub() {
        hub.close();
        node.close();
    }

    private static String timelineOfACineLoop() {
        return array(Stream.concat(landed(24), Stream.of(line(24, "CONVERTED", "24 objects were made."))));
    }

    private static Stream<String> landed(int files) {
        return IntStream.range(0, files).mapToObj(i -> line(i, "LANDED", "File %02d.bmp landed.".formatted(i)));
    }

    private static String line(int second, String step, String text) {
        return "{\"at\":\"2026-11-20T08:30:%02dZ\",\"step\":\"%s\",\"text\":\"%s\"}".formatted(second, step, text);
    }

    private static String array(Stream<String> elements) {
        return elements.collect(joining(",", "[", "]"));
    }

    private int demo(String... options) {
        String[] all = Stream.concat(Stream.of("demo", "--url=" + hub.url()), Stream.of(options))
                .toArray(String[]::new);
        return VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void theDevicesWriteAndTheUserReadsWhatBecameOfTheirFiles() {
        assertThat(demo("--inbox=" + inbox, "--dicom=" + node.address())).isZero();

        assertThat(inbox)
                .isDirectoryRecursivelyContaining("glob:**.tif")
                .isDirectoryRecursivelyContaining("glob:**.csv");
        assertThat(out.toString())
                .contains("Шевченко Тарас (Shevchenko Taras), US, 24 image(s), 2026-11-20T10:30:00+02:00\n  1.2.1\n")
                .contains("In quarantine: fluorograph: The picture ends too early.")
                .contains(hub.url() + "/fhir/ImagingStudy");
        assertThat(received.instanceUids()).hasSize(40);
        assertThat(err).hasToString("");
    }

    @Test
    void aHubThatTakesNoImagesIsTold() {
        int port = node.port();
        node.close();

        assertThat(demo("--inbox=" + inbox, "--dicom=VUZOL@127.0.0.1:" + port)).isEqualTo(1);

        assertThat(err.toString()).contains("did not take the tomograph's images");
    }

    @Test
    void aStepOfManyFilesIsToldOnceAndOneOfFewFilesOneByOne() {
        assertThat(demo("--inbox=" + inbox, "--dicom=" + node.address())).isZero();

        assertThat(out.toString())
                .contains("  1.2.1\n"
                        + "  10:30:00  LANDED      24 times, first: File 00.bmp landed.\n"
                        + "  10:30:24  CONVERTED   24 objects were made.\n\n")
                .contains("  1.2.2\n  10:30:00  LANDED      File 00.bmp landed.\n")
                .contains("  10:30:05  LANDED      File 05.bmp landed.\n");
    }

    @Test
    void withoutAnInboxItIsWrongUse() {
        assertThat(demo()).isEqualTo(2);
        assertThat(err.toString()).contains("--inbox");
    }
}
