package ua.vuzol.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.publication.SampleStudies;

/** The pages in a real browser, headless Chromium. */
class PageIT extends WebTestSupport {
    private static final Color HEADER = new Color(0x1f5f8b);

    @TempDir
    Path directory;

    @BeforeAll
    static void chromiumIsThere() {
        boolean found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, "chromium")));
        assumeTrue(found, "SKIPPED: chromium is not installed, so no page is tested in a browser");
    }

    @Test
    void theBrowserShowsStudiesAndQuarantine() throws Exception {
        assertThat(dom("/"))
                .contains("Шевченко Тарас Григорович", "Shevchenko Taras Hryhorovych", "Рентгенографія ОГК")
                .contains("1 input waits in quarantine", ">Replay</button>");
    }

    @Test
    void theBrowserShowsATimeline() throws Exception {
        assertThat(dom("/studies/" + SampleStudies.UID)).containsSubsequence("2026-03-18 10:20:00", "landed", "stored");
    }

    @Test
    void theBrowserRunsNothingThatADeviceWrote() throws Exception {
        assertThat(dom("/"))
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; Ян")
                .contains("\"&gt;&lt;img src=x onerror=alert(2)&gt;")
                .doesNotContain("<script", "<img");
    }

    @Test
    void theStyleSheetIsAllowedByThePolicyAndApplied() throws Exception {
        BufferedImage screen = screenshot("/", "home.png");
        screenshot("/studies/" + SampleStudies.UID, "study.png");

        assertThat(new Color(screen.getRGB(screen.getWidth() / 2, 3))).isEqualTo(HEADER);
    }

    private String dom(String path) throws Exception {
        Path out = directory.resolve("dom.html");
        chromium(out, "--dump-dom", url(path));
        return Files.readString(out, UTF_8);
    }

    /** Stays in target/pages, to be looked at. */
    private BufferedImage screenshot(String path, String name) throws Exception {
        Path image =
                Files.createDirectories(Path.of("target/pages")).resolve(name).toAbsolutePath();
        Files.deleteIfExists(image);
        chromium(
                directory.resolve("out"),
                "--window-size=1280,900",
                "--hide-scrollbars",
                "--screenshot=" + image,
                url(path));
        return ImageIO.read(image.toFile());
    }

    private void chromium(Path out, String... arguments) throws Exception {
        List<String> command = Stream.concat(
                        Stream.of(
                                "chromium",
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--user-data-dir=" + directory.resolve("profile")),
                        Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("chromium ends")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(directory.resolve("err")))
                .isZero();
    }
}
