package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The JSON schema that comes with Camel's YAML DSL: which steps there are and which keys they take.
 *
 * <p>It is applied here and not by a library, for which this schema (800 kB, recursive everywhere) means 260 MB of heap and
 * seconds for each file. It uses these words of JSON schema draft 4 only: $ref, type, properties, required,
 * additionalProperties, maxProperties, items, enum, oneOf, anyOf, not. Knowing which of several forms was meant also makes the
 * better message. Values are compared as Camel reads them: {@code 5} is a text too, and a placeholder fits everywhere.
 */
final class RouteSchema {
    private static final String LOCATION = "/schema/camelYamlDsl.json";
    private static final String TEMPLATE = "/spec/template";

    private final JsonNode schema;

    RouteSchema() {
        try (InputStream in = RouteSchema.class.getResourceAsStream(LOCATION)) {
            schema = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong at a place; {@code form} when already the kind of value is. */
    private record Complaint(String pointer, String message, String mend, boolean form) {
        long depth() {
            return pointer.chars().filter(c -> c == '/').count();
        }
    }

    /** What in the file the schema does not allow, in the order of the file. */
    List<RouteProblem> problems(YamlFile yaml) {
        return check(schema, yaml.root(), "").stream()
                .map(complaint -> yaml.problem(complaint.pointer(), complaint.message(), complaint.mend()))
                .toList();
    }

    /** The same for the template of a kamelet, which has the form of a route template without an id. */
    List<RouteProblem> problemsOfTemplate(YamlFile yaml) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.put("id", "kamelet");
        yaml.root().at(TEMPLATE).properties().forEach(member -> template.set(member.getKey(), member.getValue()));
        ArrayNode file = JsonNodeFactory.instance.arrayNode();
        file.addObject().set("routeTemplate", template);
        return check(schema, file, "").stream()
                .map(complaint -> yaml.problem(
                        complaint.pointer().replaceFirst("^/0/routeTemplate", TEMPLATE),
                        complaint.message(),
                        complaint.mend()))
                .toList();
    }

    private List<Complaint> check(JsonNode rule, JsonNode value, String pointer) {
        if (rule.has("$ref")) {
            return check(schema.at(rule.get("$ref").textValue().substring(1)), value, pointer);
        }
        String type = rule.path("type").asText("");
        if (!isOf(type, value)) {
            return List.of(new Complaint(
                    pointer, "%s must be %s.".formatted(name(pointer), article(type)), "Write it in this form.", true));
        }
        List<Complaint> complaints = new ArrayList<>();
        if (value.isObject()) {
            object(rule, value, pointer, complaints);
        }
        if (value.isArray() && rule.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                complaints.addAll(check(rule.get("items"), value.get(i), YamlFile.below(pointer, i)));
            }
        }
        if (rule.has("enum")) {
            enumeration(rule.get("enum"), value, pointer, complaints);
        }
        if (rule.has("oneOf")) {
            complaints.addAll(alternatives(rule.get("oneOf"), true, value, pointer));
        }
        if (rule.has("anyOf")) {
            complaints.addAll(alternatives(rule.get("anyOf"), false, value, pointer));
        }
        if (rule.has("not") && check(rule.get("not"), value, pointer).isEmpty()) {
            complaints.add(
                    new Complaint(pointer, "%s mixes two forms.".formatted(name(pointer)), "Keep one of them.", true));
        }
        return complaints;
    }

    private void object(JsonNode rule, JsonNode value, String pointer, List<Complaint> complaints) {
        JsonNode properties = rule.path("properties");
        for (JsonNode required : rule.path("required")) {
            if (!value.has(required.textValue())) {
                complaints.add(new Complaint(
                        pointer, "%s has no \"%s\".".formatted(name(pointer), required.textValue()), "Add it.", false));
            }
        }
        if (rule.has("maxProperties")
                && value.size() > rule.get("maxProperties").intValue()) {
            complaints.add(new Complaint(
                    pointer,
                    "%s holds more than one key.".formatted(name(pointer)),
                    "Begin each with a hyphen of its own, or indent what belongs below.",
                    false));
        }
        value.properties().forEach(member -> {
            String below = YamlFile.below(pointer, member.getKey());
            if (properties.has(member.getKey())) {
                complaints.addAll(check(properties.get(member.getKey()), member.getValue(), below));
            } else if (rule.path("additionalProperties").isObject()) {
                complaints.addAll(check(rule.get("additionalProperties"), member.getValue(), below));
            } else if (rule.path("additionalProperties").isBoolean()
                    && !rule.get("additionalProperties").booleanValue()) {
                complaints.add(unknown(member.getKey(), properties, below));
            }
        });
    }

    private static Complaint unknown(String key, JsonNode properties, String pointer) {
        Set<String> known = new TreeSet<>();
        properties.fieldNames().forEachRemaining(known::add);
        known.removeIf(name -> name.startsWith("__"));
        Optional<String> nearest = EndpointOptions.nearest(key, known);
        return new Complaint(
                pointer,
                "\"%s\" is not known here.".formatted(key),
                nearest.map("Did you mean \"%s\"?"::formatted)
                        .orElse(
                                known.size() > 25
                                        ? "See Camel's YAML DSL."
                                        : "Known: %s.".formatted(String.join(", ", known))),
                false);
    }

    private static void enumeration(JsonNode allowed, JsonNode value, String pointer, List<Complaint> complaints) {
        List<String> names = allowed.valueStream().map(JsonNode::asText).toList();
        if (!isFilledInLater(value) && !names.contains(value.asText())) {
            complaints.add(new Complaint(
                    pointer,
                    "\"%s\" is no value for %s.".formatted(value.asText(), name(pointer)),
                    "It takes: %s.".formatted(String.join(", ", names)),
                    false));
        }
    }

    private List<Complaint> alternatives(JsonNode forms, boolean exactlyOne, JsonNode value, String pointer) {
        List<List<Complaint>> outcomes = StreamSupport.stream(forms.spliterator(), false)
                .map(form -> check(form, value, pointer))
                .toList();
        long fitting = outcomes.stream().filter(List::isEmpty).count();
        if (fitting == 1 || fitting > 1 && !exactlyOne) {
            return List.of();
        }
        if (fitting > 1) {
            String keys = value.properties().stream().map(e -> e.getKey()).collect(Collectors.joining(", "));
            return List.of(new Complaint(
                    pointer,
                    "%s mixes several forms (%s).".formatted(name(pointer), keys),
                    "Keep one of them.",
                    false));
        }
        // the form that was meant is the one that fits furthest in
        return outcomes.stream()
                .min(Comparator.comparing(
                                (List<Complaint> outcome) -> outcome.stream().anyMatch(c -> isForm(c, pointer)))
                        .thenComparing(outcome -> -outcome.stream()
                                .mapToLong(Complaint::depth)
                                .min()
                                .orElse(0))
                        .thenComparing(List::size))
                .orElse(List.of());
    }

    private static boolean isForm(Complaint complaint, String pointer) {
        return complaint.form() && complaint.pointer().equals(pointer);
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isValueNode();
            case "boolean" -> value.isBoolean()
                    || isFilledInLater(value)
                    || value.isTextual() && value.textValue().matches("(?i)true|false");
            case "number", "integer" -> value.isNumber()
                    || isFilledInLater(value)
                    || value.isTextual() && value.textValue().matches("[-+]?[0-9.]+");
            default -> true;
        };
    }

    private static boolean isFilledInLater(JsonNode value) {
        return value.isTextual()
                && (value.textValue().contains("{{") || value.textValue().contains("${"));
    }

    private static String article(String type) {
        return switch (type) {
            case "object" -> "a block of keys";
            case "array" -> "a list (lines that begin with a hyphen)";
            case "string" -> "a plain value";
            default -> "a " + type;
        };
    }

    private static String name(String pointer) {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.isEmpty() ? "The file" : last.matches("[0-9]+") ? "The entry" : "\"%s\"".formatted(last);
    }
}
