package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UriParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.camel.RouteProblem;
import ua.vuzol.camel.RouteValidator;

/** What Camel and the route checker know of the components, generated at build. */
class DicomCatalogueTest {

    @TempDir
    Path routes;

    private static JsonNode description(String scheme) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return new ObjectMapper().readTree(camel.getComponentParameterJsonSchema(scheme));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dicom", "file-drop"})
    void everyOptionAndHeaderHasADescription(String scheme) throws Exception {
        JsonNode description = description(scheme);
        for (String kind : List.of("componentProperties", "properties", "headers")) {
            assertThat(description.path(kind).properties()).isNotEmpty().allSatisfy(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(option.getKey())
                    .isNotBlank());
        }
    }

    @Test
    void everyOptionOfTheConfigurationIsDescribed() throws Exception {
        JsonNode properties = description("dicom").path("properties");
        List<String> options = Arrays.stream(DicomConfiguration.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(UriParam.class))
                .map(Field::getName)
                .toList();
        assertThat(options).hasSizeGreaterThan(30).allSatisfy(option -> assertThat(properties.has(option))
                .as(option)
                .isTrue());
    }

    @Test
    void defaultsAreWhatTheDescriptionSays() throws Exception {
        JsonNode properties = description("dicom").path("properties");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            for (Field field : DicomConfiguration.class.getDeclaredFields()) {
                JsonNode told = properties.path(field.getName()).path("defaultValue");
                if (!told.isMissingNode()) {
                    field.setAccessible(true);
                    Object converted = camel.getTypeConverter().mandatoryConvertTo(field.getType(), told.asText());
                    assertThat(field.get(new DicomConfiguration()))
                            .as(field.getName())
                            .isEqualTo(converted);
                }
            }
        }
    }

    private List<RouteProblem> problems(String uri) throws Exception {
        Files.writeString(
                routes.resolve("store.camel.yaml"),
                "- route:\n    id: store\n    from:\n      uri: \"%s\"\n      steps:\n        - log: \"x\"\n"
                        .formatted(uri));
        return RouteValidator.validate(routes, bean -> true, property -> true);
    }

    @Test
    void theRouteCheckerKnowsTheOptions() throws Exception {
        assertThat(problems("dicom:scp/{{vuzol.dicom.listener}}/store?spoolDirectory=x&maxAssociations=5"))
                .isEmpty();
        assertThat(problems("dicom:scp/VUZOL@127.0.0.1:0/store?spoolDirektory=x"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("Did you mean \"spoolDirectory\"?"));
        assertThat(problems("dicom:scp/VUZOL@127.0.0.1:0/store?maxAssociations=many"))
                .hasSize(1);
    }

    @Test
    void optionsAreSetByTheirNames() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            DicomEndpoint endpoint = camel.getEndpoint(
                    "dicom:scu/PACS%20A@[::1]:104/move?moveDestination=VUZOL&responseTimeout=90s"
                            + "&informationModel=PATIENT_ROOT&tls=true&tlsTrusted=a.pem",
                    DicomEndpoint.class);
            assertThat(endpoint.node()).isEqualTo(new NodeUri(DicomRole.SCU, "PACS A", "::1", 104, DicomService.MOVE));
            DicomConfiguration options = endpoint.getConfiguration();
            assertThat(options.getMoveDestination()).isEqualTo("VUZOL");
            assertThat(options.getResponseTimeout()).isEqualTo(Duration.ofSeconds(90));
            assertThat(options.getInformationModel()).isEqualTo(InformationModel.PATIENT_ROOT);
            assertThat(options.tlsSettings()).isPresent();
        }
    }

    static Stream<String> wrongUris() {
        return Stream.of(
                "dicom:scp/VUZOL@127.0.0.1:11112",
                "dicom:both/VUZOL@127.0.0.1:11112/store",
                "dicom:scp/VUZOL@127.0.0.1:11112/print",
                "dicom:scp/VUZOL@127.0.0.1:99999/store",
                "dicom:scu/VUZOL@127.0.0.1:0/store",
                "dicom:scp/A-TITLE-TOO-LONG-TO-BE@127.0.0.1:11112/store",
                "dicom:scp/VUZOL:11112/store");
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("wrongUris")
    void aWrongUriIsRefusedWhenTheEndpointIsMade(String uri) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            assertThatThrownBy(() -> camel.getEndpoint(uri)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
