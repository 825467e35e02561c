package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be known of docker/compose.yaml without a container engine. */
class ComposeFileTest {
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

    private final JsonNode compose;

    ComposeFileTest() throws IOException {
        compose = new YAMLMapper().readTree(DOCKER.resolve("compose.yaml").toFile());
    }

    @Test
    void everyServiceSaysWhenItIsHealthyAndComesBackAfterACrash() throws IOException {
        assertThat(compose.path("services")).hasSize(3).allSatisfy(service -> assertThat(
                        service.path("restart").asText())
                .isEqualTo("unless-stopped"));
        assertThat(compose.path("services").path("database").has("healthcheck")).isTrue();
        assertThat(compose.path("services").path("broker").has("healthcheck")).isTrue();
        assertThat(Files.readString(DOCKER.resolve("Dockerfile"))).contains("\nHEALTHCHECK ", "\nUSER vuzol\n");
    }

    @Test
    void portsArePublishedOnLoopbackUnlessTheEnvironmentSaysOtherwise() {
        assertThat(compose.findValues("ports")).isNotEmpty().allSatisfy(ports -> assertThat(ports)
                .allSatisfy(port ->
                        assertThat(port.asText()).matches("(127\\.0\\.0\\.1|\\$\\{[A-Z_]+:-127\\.0\\.0\\.1}):.*")));
    }

    @Test
    void everyNamedVolumeIsDeclared() {
        Set<String> used = new TreeSet<>();
        compose.findValues("volumes").stream()
                .filter(JsonNode::isArray)
                .forEach(volumes ->
                        volumes.forEach(volume -> used.add(volume.asText().split(":")[0])));
        used.removeIf(volume -> volume.startsWith("."));
        Set<String> declared = new TreeSet<>();
        compose.path("volumes").fieldNames().forEachRemaining(declared::add);
        assertThat(used).isEqualTo(declared);
    }

    @Test
    void theExampleOfTheEnvironmentNamesEveryVariableAndHoldsNoPassword() throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher variables = VARIABLE.matcher(Files.readString(DOCKER.resolve("compose.yaml")));
        while (variables.find()) {
            used.add(variables.group(1));
        }
        assertThat(Files.readAllLines(DOCKER.resolve(".env.example")).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("=")[0]))
                .containsExactlyInAnyOrderElementsOf(used);
        assertThat(Files.readString(DOCKER.resolve(".env.example"))).containsPattern("PASSWORD=\n");
    }

    @Test
    void theHubIsToldOfItsDatabaseAndBrokerByTheSettingsItKnows() {
        JsonNode environment = compose.path("services").path("hub").path("environment");
        DatabaseProperties database =
                new DatabaseProperties(environment.path("VUZOL_DB_URL").asText(), "vuzol", "", Duration.ZERO);
        BrokerProperties broker =
                new BrokerProperties(environment.path("VUZOL_BROKER_URL").asText(), "vuzol", "");
        assertThat(database.external()).isTrue();
        assertThat(broker.external()).isTrue();
    }
}
