package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import ua.vuzol.camel.RouteFile.EndpointUse;
import ua.vuzol.camel.RouteFile.Kind;
import ua.vuzol.camel.RouteFile.Named;

/** What can only be said about files together, and about what they want from the hub around them. */
final class HouseChecks {
    /** Placeholders that Camel itself fills in. */
    private static final Set<String> FUNCTIONS = Set.of("env", "sys", "bean", "service");

    private static final Set<String> INSIDE_KAMELET =
            Set.of("templateId", "routeId", "uuid", "parentRouteId", "parentProcessorId");

    private final EndpointOptions components;
    private final Predicate<String> knownBean;
    private final Predicate<String> knownProperty;

    HouseChecks(EndpointOptions components, Predicate<String> knownBean, Predicate<String> knownProperty) {
        this.components = components;
        this.knownBean = knownBean;
        this.knownProperty = knownProperty;
    }

    /** @param files in the order in which a name belongs to the first that gives it */
    List<RouteProblem> problems(Collection<RouteFile> files) {
        List<RouteProblem> problems = new ArrayList<>();
        Map<Named, RouteFile> givers = new LinkedHashMap<>();
        for (RouteFile file : files) {
            file.provided().forEach((named, pointer) -> {
                RouteFile before = givers.putIfAbsent(named, file);
                if (before != null && before != file) {
                    problems.add(taken(file, named, pointer, before));
                }
            });
        }
        for (RouteFile file : files) {
            uses(file, givers, problems);
            circles(file, givers, problems);
            placeholders(file, problems);
            file.endpoints().stream()
                    .filter(EndpointUse::isKamelet)
                    .forEach(endpoint -> kameletParameters(file, endpoint, givers, problems));
        }
        return problems;
    }

    private static RouteProblem taken(RouteFile file, Named named, String pointer, RouteFile before) {
        int line = before.yaml().problem(before.provided().get(named), "", "").line();
        return file.yaml()
                .problem(
                        pointer,
                        "The %s %s is already in %s:%d."
                                .formatted(named.kind().word(), named.name(), before.name(), line),
                        "Give one of them another name.");
    }

    private void uses(RouteFile file, Map<Named, RouteFile> givers, List<RouteProblem> problems) {
        for (RouteFile.Use use : file.uses()) {
            Named named = use.named();
            boolean known = givers.containsKey(named)
                    || named.kind() == Kind.BEAN
                            && (file.localBeans().contains(named.name()) || knownBean.test(named.name()));
            if (!known) {
                Set<String> names = givers.keySet().stream()
                        .filter(giver -> giver.kind() == named.kind())
                        .map(Named::name)
                        .collect(Collectors.toSet());
                Optional<String> nearest = EndpointOptions.nearest(named.name(), names);
                problems.add(file.yaml()
                        .problem(
                                use.pointer(),
                                "There is no %s \"%s\".".formatted(named.kind().word(), named.name()),
                                nearest.map("Did you mean \"%s\"?"::formatted).orElse(mend(named.kind()))));
            }
        }
    }

    /** Kamelets that call each other in a circle would never be built to the end. */
    private static void circles(RouteFile file, Map<Named, RouteFile> givers, List<RouteProblem> problems) {
        file.uses().stream()
                .filter(use -> file.isKamelet() && use.named().kind() == Kind.KAMELET)
                .filter(use -> reaches(use.named(), file, givers, new HashSet<>()))
                .findFirst()
                .ifPresent(use -> problems.add(file.yaml()
                        .problem(
                                use.pointer(),
                                "The kamelet %s leads back to this one."
                                        .formatted(use.named().name()),
                                "Break the circle.")));
    }

    private static boolean reaches(Named from, RouteFile target, Map<Named, RouteFile> givers, Set<Named> visited) {
        RouteFile file = givers.get(from);
        return file == target
                || file != null
                        && visited.add(from)
                        && file.uses().stream().anyMatch(use -> reaches(use.named(), target, givers, visited));
    }

    private static String mend(Kind kind) {
        return switch (kind) {
            case KAMELET -> "Put it into kamelets/NAME.kamelet.yaml or correct the name.";
            case BEAN -> "Correct the name; the hub's beans are in docs/routes.md.";
            default -> "Add it to a route file or correct the name.";
        };
    }

    private void placeholders(RouteFile file, List<RouteProblem> problems) {
        Set<String> local = new HashSet<>(INSIDE_KAMELET);
        if (file.isKamelet()) {
            local.addAll(KameletContract.of(file).names());
            local.addAll(file.localBeans());
        }
        local.addAll(file.templateParameters());
        for (RouteFile.PlaceholderUse use : file.placeholders()) {
            String name = use.name();
            boolean optional = name.startsWith("?") || name.contains(":");
            boolean function = FUNCTIONS.contains(name.split(":", 2)[0]);
            String key = name.replaceFirst("^!", "");
            if (!optional && !function && !local.contains(key) && !knownProperty.test(key)) {
                problems.add(file.yaml()
                        .problem(
                                use.pointer(),
                                "The placeholder {{%s}} has no value.".formatted(key),
                                file.isKamelet()
                                        ? "Declare the parameter in spec.definition, or set the property."
                                        : "Set the property in application.yaml or write {{%s:default}}."
                                                .formatted(key)));
            }
        }
    }

    private void kameletParameters(
            RouteFile file, EndpointUse endpoint, Map<Named, RouteFile> givers, List<RouteProblem> problems) {
        RouteFile kamelet = givers.get(new Named(Kind.KAMELET, endpoint.kameletName()));
        Optional<Map<String, String>> inUri = EndpointOptions.readable(endpoint.uri());
        if (kamelet == null || inUri.isEmpty()) {
            return; // source, sink, or unknown or unreadable and reported as such
        }
        KameletContract contract = KameletContract.of(kamelet);
        Map<String, String> given = new HashMap<>(inUri.get());
        Map<String, String> places = new HashMap<>();
        given.keySet().forEach(name -> places.put(name, endpoint.pointer()));
        for (Map.Entry<String, JsonNode> parameter : endpoint.parameters().properties()) {
            given.put(parameter.getKey(), parameter.getValue().asText(""));
            places.put(parameter.getKey(), YamlFile.below(endpoint.parametersPointer(), parameter.getKey()));
        }
        Set<String> ofEndpoint = components.options("kamelet").keySet();
        given.forEach((name, value) -> {
            if (!contract.takes(name) && !ofEndpoint.contains(name)) {
                Optional<String> nearest = EndpointOptions.nearest(name, contract.names());
                problems.add(file.yaml()
                        .problem(
                                places.get(name),
                                "The kamelet %s has no parameter \"%s\".".formatted(endpoint.kameletName(), name),
                                nearest.map("Did you mean \"%s\"?"::formatted)
                                        .orElse("Its parameters: %s.".formatted(String.join(", ", contract.names())))));
            } else if (contract.takes(name) && !EndpointOptions.fits(value, contract.parameter(name))) {
                problems.add(file.yaml()
                        .problem(
                                places.get(name),
                                "\"%s\" is no value for the parameter \"%s\".".formatted(value, name),
                                "It takes: %s.".formatted(EndpointOptions.wanted(contract.parameter(name)))));
            }
        });
        contract.missing(given.keySet()).stream()
                .filter(name -> !knownProperty.test("camel.kamelet." + endpoint.kameletName() + "." + name))
                .forEach(name -> problems.add(file.yaml()
                        .problem(
                                endpoint.pointer(),
                                "The kamelet %s needs the parameter \"%s\".".formatted(endpoint.kameletName(), name),
                                "Add it to the parameters of this step.")));
    }
}
