package ua.vuzol.hub.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script on a fresh clone, where Java and Maven are stand-ins that say what they were asked for. */
class VuzolScriptTest {
    private static final String JAVA =
            """
            #!/bin/bash
            here=$(dirname "$0")
            case "$*" in
              -version) echo 'openjdk version "17.0.1"' >&2 ;;
              *jarmode*) mkdir -p "${@: -1}" ;;
              *-Xshare:dump*) exit 0 ;;
              *" dicom dump here.dcm") pwd >"$here/directory"; echo "$@" >"$here/arguments"; exit 1 ;;
              *" run "*)
                echo "$@" >"$here/arguments"
                echo $$ >"$here/pid"
                trap 'touch "$here/stopped"; exit 143' TERM
                while :; do sleep 0.05; done ;;
            esac
            """;

    @TempDir
    private Path clone;

    private Process process;

    @BeforeEach
    void cloneAfresh() throws IOException {
        Files.copy(Path.of("vuzol"), clone.resolve("vuzol"));
        Files.copy(Path.of("pom.xml"), clone.resolve("pom.xml"));
        Files.createDirectories(clone.resolve("jdk/bin"));
        program("vuzol", Files.readString(clone.resolve("vuzol")));
        program("mvnw", "#!/bin/bash\ntouch built\nmkdir -p target && touch target/vuzol.jar\n");
        program("jdk/bin/java", JAVA);
        program("jdk/bin/javac", "#!/bin/bash\n");
        Files.createDirectories(clone.resolve("src/main"));
    }

    @AfterEach
    void stopWhatRuns() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.writeString(clone.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process vuzol(Map<String, String> environment, String... arguments) throws IOException {
        return vuzolIn(Path.of("").toAbsolutePath(), environment, arguments);
    }

    private Process vuzolIn(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(clone.resolve("vuzol").toString()), Stream.of(arguments))
                        .toList());
        builder.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
        builder.environment().putAll(environment);
        builder.directory(directory.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(clone.resolve("output").toFile());
        process = builder.start();
        return process;
    }

    private int ended() throws InterruptedException {
        assertThat(process.waitFor(30, SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    void aTypingErrorIsToldWithoutABuild() throws Exception {
        vuzol(Map.of(), "quarantne", "list");
        assertThat(ended()).isEqualTo(2);
        assertThat(clone.resolve("output")).content().contains("there is no command 'quarantne'", "Usage: ./vuzol");
        assertThat(clone.resolve("built")).doesNotExist();
    }

    @Test
    void theVersionIsThatOfThePomWithoutABuild() throws Exception {
        vuzol(Map.of(), "--version");
        assertThat(ended()).isZero();
        String version = Files.readString(clone.resolve("output")).strip().substring("vuzol ".length());
        assertThat(clone.resolve("pom.xml"))
                .content()
                .containsPattern("<artifactId>vuzol</artifactId>\\s*<version>" + Pattern.quote(version) + "</version>");
        assertThat(clone.resolve("built")).doesNotExist();
    }

    @Test
    void theHubThatPreparesFastStartsTouchesNothingOfTheHospitals() throws Exception {
        vuzol(
                Map.of(
                        "VUZOL_HOME",
                        "/hospital",
                        "VUZOL_LANDING",
                        "/hospital/landing",
                        "VUZOL_ROUTES",
                        "/hospital/routes"),
                "check");
        Path arguments = clone.resolve("jdk/bin/arguments");
        await().atMost(30, SECONDS).until(() -> Files.exists(clone.resolve("jdk/bin/pid")));
        assertThat(arguments)
                .content()
                .containsPattern("--vuzol.home=target/first-start\\.\\w+/data ")
                .containsPattern("--vuzol.landing=target/first-start\\.\\w+/landing ")
                .containsPattern("--vuzol.online=target/first-start\\.\\w+/online ")
                .containsPattern("--vuzol.routes=target/first-start\\.\\w+/routes ")
                .contains("--vuzol.db.url= ", "--vuzol.broker.url= ");
        try (Stream<Path> routes = Files.find(clone.resolve("target"), 5, (file, attributes) -> file.toString()
                .endsWith(".camel.yaml"))) {
            assertThat(routes).singleElement().satisfies(route -> assertThat(route)
                    .content()
                    .contains("jms:queue:first-start")
                    .doesNotContain("file"));
        }
    }

    @Test
    void stoppedMeanwhileItLeavesNothingBehind() throws Exception {
        vuzol(Map.of(), "check");
        Path pid = clone.resolve("jdk/bin/pid");
        await().atMost(30, SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 0);
        ProcessHandle hub =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        process.destroy();
        assertThat(ended()).isEqualTo(143);
        assertThat(hub.isAlive()).isFalse();
        assertThat(clone.resolve("jdk/bin/stopped")).exists();
        assertThat(clone.resolve("target")).isDirectoryNotContaining("glob:**/first-start.*");
    }

    @Test
    void helpNamesTheCommands() throws Exception {
        vuzol(Map.of(), "help");
        assertThat(ended()).isZero();
        assertThat(clone.resolve("output"))
                .content()
                .contains(
                        "  quarantine list ",
                        "  dicom dump|json|xml|rewrite|validate ",
                        "  dicom echo|store|find|get|move|worklist ");
    }

    @Test
    void aToolReadsFilesWhereItsCallerIsAndEndsAsItEnds() throws Exception {
        Path elsewhere = Files.createDirectories(clone.resolve("else where"));
        Files.createDirectories(clone.resolve("target/vuzol"));
        Files.createFile(clone.resolve("target/vuzol/vuzol.jar"));
        vuzolIn(elsewhere, Map.of(), "dicom", "dump", "here.dcm");
        assertThat(ended()).isEqualTo(1);
        assertThat(clone.resolve("jdk/bin/directory")).hasContent(elsewhere.toString());
        assertThat(clone.resolve("jdk/bin/arguments"))
                .content()
                .contains("-jar " + clone.toRealPath().resolve("target/vuzol/vuzol.jar") + " dicom dump here.dcm");
        assertThat(clone.resolve("built")).doesNotExist();
    }

    @Test
    void theVersionOfAJdkIsReadFromTheFileBesideIt() throws Exception {
        Files.writeString(clone.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");
        Files.createDirectories(clone.resolve("target/vuzol"));
        Files.createFile(clone.resolve("target/vuzol/vuzol.jar"));
        // the stand-in says that it is 17, and would be taken if it was asked
        vuzol(Map.of(), "dicom", "dump", "here.dcm");
        ended();
        assertThat(clone.resolve("jdk/bin/arguments")).doesNotExist();
    }
}
