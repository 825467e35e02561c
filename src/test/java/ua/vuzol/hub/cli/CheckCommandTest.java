package ua.vuzol.hub.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.Deployment;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path routes;
    private Path mappings;

    @BeforeEach
    void copyTheProjects() {
        routes = Deployment.copyOf("routes", folder.resolve("routes"));
        mappings = Deployment.copyOf("mappings", folder.resolve("mappings"));
    }

    private int check(String... options) {
        String[] all = new String[options.length + 1];
        all[0] = "check";
        System.arraycopy(options, 0, all, 1, options.length);
        return VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    private int checkCopies() {
        return check("--routes=" + routes, "--mappings=" + mappings);
    }

    @Test
    void whatComesWithTheHubCanBeDeployed() {
        assertThat(checkCopies()).isZero();
        assertThat(out).hasToString("%s and %s can be deployed.%n".formatted(routes, mappings));
    }

    @Test
    void aWrongRouteIsToldWithFileAndLine() throws IOException {
        Files.writeString(
                routes.resolve("intake/broken.camel.yaml"),
                """
                - route:
                    id: broken
                    from:
                      uri: direct:broken
                      steps:
                        - to: bean:intaek?method=land
                """);
        assertThat(checkCopies()).isEqualTo(1);
        assertThat(out.toString().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("intake/broken.camel.yaml:6:")
                .contains("intaek");
    }

    @Test
    void aWrongProfileIsToldWithFileAndLine() throws IOException {
        Path profile = mappings.resolve("sources/fluorograph.yaml");
        String yaml = Files.readString(profile);
        int line = (int) yaml.substring(0, yaml.indexOf("sopClass:")).lines().count();
        Files.writeString(profile, yaml.replaceFirst("sopClass: \\S+", "sopClass: no-such-class"));
        assertThat(checkCopies()).isEqualTo(1);
        assertThat(out.toString().lines()).anySatisfy(problem -> assertThat(problem)
                .startsWith(profile + ":" + line + ":")
                .contains("sopClass"));
    }

    @Test
    void programsGetAnArray() throws IOException {
        Files.writeString(routes.resolve("intake/broken.camel.yaml"), "- route: {id: broken}\n");
        assertThat(check("--json", "--routes=" + routes, "--mappings=" + mappings))
                .isEqualTo(1);
        assertThat(out.toString()).startsWith("[ \"intake/broken.camel.yaml:1:");
    }

    @Test
    void aFolderThatIsNotThereIsAFinding() {
        assertThat(check("--routes=" + folder.resolve("none"), "--mappings=" + mappings))
                .isEqualTo(1);
        assertThat(err.toString()).contains("VUZOL_ROUTES");
    }
}
