package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import ua.vuzol.camel.RouteFile.EndpointUse;

/** What can be said about one file without looking at any other. */
final class FileChecks {
    private static final Set<String> SUPPORTED = Set.of(
            "route",
            "routeTemplate",
            "templatedRoute",
            "routeConfiguration",
            "beans",
            "onException",
            "onCompletion",
            "intercept",
            "interceptFrom",
            "errorHandler");
    /** Without the double hyphen, which ends the route's part in the ids of its kamelets' routes. */
    private static final Pattern ID = Pattern.compile("\\w+([.-]\\w+)*");

    private static final Set<String> KAMELET_STEPS = Set.of("from", "to", "kamelet");

    private final RouteSchema schema = new RouteSchema();
    private final EndpointOptions components;

    FileChecks(EndpointOptions components) {
        this.components = components;
    }

    List<RouteProblem> problems(RouteFile file) {
        List<RouteProblem> problems = new ArrayList<>(file.isKamelet() ? kamelet(file) : routes(file));
        if (problems.isEmpty()) {
            problems.addAll(file.doubles());
            file.endpoints().forEach(endpoint -> endpoint(file, endpoint, problems));
        }
        return problems;
    }

    private List<RouteProblem> routes(RouteFile file) {
        YamlFile yaml = file.yaml();
        if (!yaml.root().isArray() || yaml.root().isEmpty()) {
            return List.of(yaml.problem(
                    "", "The file holds no routes.", "Begin it with \"- route:\", or delete it to stop its routes."));
        }
        List<RouteProblem> problems = new ArrayList<>();
        for (int i = 0; i < yaml.root().size(); i++) {
            if (!yaml.root().get(i).isObject() || yaml.root().get(i).isEmpty()) {
                problems.add(yaml.problem(
                        YamlFile.below("", i),
                        "The entry holds no route.",
                        "Write \"route:\" after the hyphen, or delete it."));
            }
            for (Map.Entry<String, JsonNode> entry : yaml.root().get(i).properties()) {
                entry(
                        yaml,
                        entry.getKey(),
                        entry.getValue(),
                        YamlFile.below(YamlFile.below("", i), entry.getKey()),
                        problems);
            }
        }
        return problems.isEmpty() ? schema.problems(yaml) : problems;
    }

    private void entry(YamlFile yaml, String key, JsonNode value, String pointer, List<RouteProblem> problems) {
        switch (key) {
            case "from" -> problems.add(yaml.problem(
                    pointer,
                    "A route without an id: \"from\" stands alone.",
                    "Write \"- route:\" with \"id:\" and put \"from:\" below it."));
            case "route", "routeConfiguration" -> explicit(yaml, key, value, "id", pointer, problems);
            case "templatedRoute" -> explicit(yaml, key, value, "routeId", pointer, problems);
            default -> {
                if (!SUPPORTED.contains(key)) {
                    problems.add(yaml.problem(
                            pointer,
                            "\"%s\" is not supported at the top of a route file.".formatted(key),
                            "These are: %s.".formatted(String.join(", ", new TreeSet<>(SUPPORTED)))));
                }
            }
        }
        if (value.path("routeConfigurationId").asText("").contains("*")) {
            problems.add(yaml.problem(
                    pointer + "/routeConfigurationId",
                    "A pattern as routeConfigurationId is not supported.",
                    "Name the route configurations, with commas between them."));
        }
    }

    private static void explicit(
            YamlFile yaml, String key, JsonNode value, String idKey, String pointer, List<RouteProblem> problems) {
        String id = value.path(idKey).asText("");
        if (id.isBlank()) {
            problems.add(yaml.problem(
                    pointer,
                    "This %s has no explicit %s.".formatted(key, idKey),
                    "Add \"%s:\" with a name that no other file uses.".formatted(idKey)));
        } else if (!ID.matcher(id).matches()) {
            problems.add(yaml.problem(
                    YamlFile.below(pointer, idKey),
                    "\"%s\" cannot be an id.".formatted(id),
                    "Use words of letters and digits, joined by one dot, hyphen or underscore."));
        }
    }

    private List<RouteProblem> kamelet(RouteFile file) {
        YamlFile yaml = file.yaml();
        JsonNode root = yaml.root();
        List<RouteProblem> problems = new ArrayList<>();
        String fileName = file.name().replaceFirst("^.*/", "");
        String name = fileName.substring(0, fileName.length() - RouteFiles.KAMELET_SUFFIX.length());
        if (!file.name().startsWith(RouteFiles.KAMELET_FOLDER)) {
            problems.add(yaml.problem("", "A kamelet stands outside of kamelets/.", "Move the file there."));
        }
        if (!root.path("kind").asText().equals("Kamelet")) {
            problems.add(yaml.problem("/kind", "The kind is not Kamelet.", "Write \"kind: Kamelet\"."));
        }
        if (!root.at("/metadata/name").asText().equals(name)) {
            problems.add(yaml.problem(
                    "/metadata/name",
                    "metadata.name is not the name of the file.",
                    "Write \"name: %s\" or rename the file.".formatted(name)));
        }
        root.at("/spec/definition/properties").properties().forEach(parameter -> {
            for (String key : List.of("title", "description", "type")) {
                if (parameter.getValue().path(key).asText("").isBlank()) {
                    problems.add(yaml.problem(
                            YamlFile.below("/spec/definition/properties", parameter.getKey()),
                            "The parameter %s has no %s.".formatted(parameter.getKey(), key),
                            "Add it: forms and people read it."));
                }
            }
        });
        KameletContract contract = KameletContract.of(file);
        contract.required().stream()
                .filter(parameter -> !contract.takes(parameter))
                .forEach(parameter -> problems.add(yaml.problem(
                        "/spec/definition/required",
                        "The required parameter %s is not among the properties.".formatted(parameter),
                        "Declare it below \"properties:\" or drop it here.")));
        if (!root.at("/spec/template").isObject()) {
            problems.add(yaml.problem(
                    "/spec/template",
                    "The kamelet has no template.",
                    "Put \"from:\" and its steps below spec.template."));
        } else if (problems.isEmpty()) {
            problems.addAll(schema.problemsOfTemplate(yaml));
        }
        return problems;
    }

    private void endpoint(RouteFile file, EndpointUse endpoint, List<RouteProblem> problems) {
        String scheme = endpoint.scheme();
        if (EndpointOptions.isFilledInLater(scheme)) {
            return;
        }
        if (scheme.isEmpty() || !components.isKnown(scheme)) {
            problems.add(file.yaml()
                    .problem(
                            endpoint.pointer(),
                            "There is no component \"%s\" in the hub.".formatted(scheme),
                            "Correct the scheme, or write what you mean as a bean or kamelet that exists."));
            return;
        }
        if (EndpointOptions.readable(endpoint.uri()).isEmpty()) {
            problems.add(file.yaml()
                    .problem(
                            endpoint.pointer(),
                            "The options behind the question mark cannot be read.",
                            "Write them as name=value with & between them, and a percent sign as %25."));
            return;
        }
        if (endpoint.isKamelet()) {
            if (!KAMELET_STEPS.contains(endpoint.step())) {
                problems.add(file.yaml()
                        .problem(
                                endpoint.pointer(),
                                "A kamelet cannot stand in %s.".formatted(endpoint.step()),
                                "Call it by from, to or kamelet, if need be behind a direct: route."));
            }
            if (endpoint.target().contains("/")) {
                problems.add(file.yaml()
                        .problem(
                                endpoint.pointer(),
                                "A route id behind the kamelet's name is not supported.",
                                "Leave it out: the kamelet's route gets the id ROUTE--KAMELET."));
            }
            return; // its parameters are those of the kamelet
        }
        options(file, endpoint, problems);
    }

    private void options(RouteFile file, EndpointUse endpoint, List<RouteProblem> problems) {
        Map<String, JsonNode> known = components.options(endpoint.scheme());
        EndpointOptions.inUri(endpoint.uri())
                .forEach((name, value) -> option(file, endpoint, name, value, endpoint.pointer(), known, problems));
        endpoint.parameters()
                .properties()
                .forEach(option -> option(
                        file,
                        endpoint,
                        option.getKey(),
                        option.getValue().asText(""),
                        YamlFile.below(endpoint.parametersPointer(), option.getKey()),
                        known,
                        problems));
    }

    private void option(
            RouteFile file,
            EndpointUse endpoint,
            String name,
            String value,
            String pointer,
            Map<String, JsonNode> known,
            List<RouteProblem> problems) {
        String scheme = endpoint.scheme();
        JsonNode option = known.get(name);
        if (option == null) {
            boolean prefixed = known.values().stream()
                    .map(o -> o.path("prefix").asText(""))
                    .anyMatch(prefix -> !prefix.isEmpty() && name.startsWith(prefix));
            if (!prefixed && !components.takesAnyOption(scheme) && !EndpointOptions.isFilledInLater(name)) {
                Optional<String> nearest = EndpointOptions.nearest(name, known.keySet());
                problems.add(file.yaml()
                        .problem(
                                pointer,
                                "The component \"%s\" has no option \"%s\".".formatted(scheme, name),
                                nearest.map("Did you mean \"%s\"?"::formatted)
                                        .orElse("See the options of this component in the Camel manual.")));
            }
            return;
        }
        if (!EndpointOptions.fits(value, option)) {
            problems.add(file.yaml()
                    .problem(
                            pointer,
                            "\"%s\" is no value for the option \"%s\".".formatted(value, name),
                            "It takes: %s.".formatted(EndpointOptions.wanted(option))));
        }
    }
}
