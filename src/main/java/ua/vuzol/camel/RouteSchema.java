package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON schema that comes with Camel's YAML DSL: which steps there are and which keys they take. */
final class RouteSchema {
    private static final String LOCATION = "/schema/camelYamlDsl.json";
    private static final String TEMPLATE = "/spec/template";
    /** Says only that none of several forms fits; the messages below it say why. */
    private static final Set<String> SUMMARIES = Set.of("oneOf", "anyOf", "allOf", "not");

    private final JsonSchema schema;

    RouteSchema() {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .typeLoose(true)
                .build();
        try (InputStream in = RouteSchema.class.getResourceAsStream(LOCATION)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What in the file the schema does not allow, in the order of the file. */
    List<RouteProblem> problems(YamlFile yaml) {
        return complaints(yaml.root(), "", yaml);
    }

    /** The same for the template of a kamelet, which has the form of a route template without an id. */
    List<RouteProblem> problemsOfTemplate(YamlFile yaml) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.put("id", "kamelet");
        yaml.root().at(TEMPLATE).properties().forEach(member -> template.set(member.getKey(), member.getValue()));
        ArrayNode file = JsonNodeFactory.instance.arrayNode();
        file.addObject().set("routeTemplate", template);
        return complaints(file, "/0/routeTemplate", yaml);
    }

    private List<RouteProblem> complaints(JsonNode content, String inside, YamlFile yaml) {
        Map<String, ValidationMessage> deepest = new LinkedHashMap<>();
        schema.validate(content).stream()
                .filter(message -> !SUMMARIES.contains(message.getType()))
                .sorted(Comparator.comparing(RouteSchema::isTypeOnly))
                .forEach(message -> deepest.putIfAbsent(pointer(message), message));
        // a wrong value deep inside makes every form around it wrong as well: only the inmost complaint helps
        return deepest.entrySet().stream()
                .filter(entry -> deepest.keySet().stream().noneMatch(other -> other.startsWith(entry.getKey() + "/")))
                .map(entry -> problem(entry.getKey(), entry.getValue(), inside, yaml))
                .sorted(Comparator.comparingInt(RouteProblem::line).thenComparingInt(RouteProblem::column))
                .toList();
    }

    private static RouteProblem problem(String pointer, ValidationMessage message, String inside, YamlFile yaml) {
        String place = inside.isEmpty() ? pointer : TEMPLATE + pointer.substring(inside.length());
        String what = message.getMessage().replaceFirst("^[^:]*: ", "");
        return yaml.problem(
                place,
                "%s: %s.".formatted(last(place), what),
                "See the YAML DSL page of this step in the Camel manual for the keys it takes.");
    }

    private static String pointer(ValidationMessage message) {
        String at = message.getInstanceLocation().toString();
        return "additionalProperties".equals(message.getType()) && message.getProperty() != null
                ? YamlFile.below(at, message.getProperty())
                : at;
    }

    /** "Object expected" where a short text form is possible too says less than what is wrong inside the object. */
    private static boolean isTypeOnly(ValidationMessage message) {
        return "type".equals(message.getType());
    }

    private static String last(String pointer) {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.isEmpty() ? "The file" : last;
    }
}
