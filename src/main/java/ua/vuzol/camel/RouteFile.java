package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One route or kamelet file: what it gives to others, and what it needs from them and from the hub. */
final class RouteFile {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern BEAN_IN_TEXT = Pattern.compile("#bean:([\\w.$-]+)");
    private static final Pattern BEAN_AS_OPTION = Pattern.compile("#([A-Za-z_][\\w.$-]*)");
    /** Keys whose plain text value is an endpoint. */
    private static final Set<String> SHORT_ENDPOINTS = Set.of("to", "toD", "wireTap", "deadLetterUri");

    private static final Set<String> INTERNAL_SCHEMES = Set.of("direct", "seda");

    /** What files name so that others can refer to it. */
    enum Kind {
        ROUTE("route"),
        KAMELET("kamelet"),
        TEMPLATE("routeTemplate"),
        CONFIGURATION("routeConfiguration"),
        BEAN("bean");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    record Named(Kind kind, String name) {}

    /** A place in the file that needs {@code named}. */
    record Use(Named named, String pointer) {}

    /** An endpoint as written; {@code parameters} is a missing node where only the URI says everything. */
    record EndpointUse(String step, String uri, JsonNode parameters, String pointer) {
        String scheme() {
            return uri.split("[:?]", 2)[0];
        }

        boolean isKamelet() {
            return scheme().equals("kamelet");
        }

        /** What stands between the scheme and the options. */
        String target() {
            return uri.replaceFirst("^[^:]*:?(//)?", "").replaceFirst("\\?.*$", "");
        }

        /** The kamelet's name without the id some give to its route: {@code NAME/ID}. */
        String kameletName() {
            return target().replaceFirst("/.*$", "");
        }

        String parametersPointer() {
            return pointer.substring(0, pointer.lastIndexOf('/')) + "/parameters";
        }
    }

    record PlaceholderUse(String name, String pointer) {}

    private final RouteFiles.Version version;
    private final YamlFile yaml;
    private final Map<Named, String> provided = new LinkedHashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<EndpointUse> endpoints = new ArrayList<>();
    private final List<PlaceholderUse> placeholders = new ArrayList<>();
    private final Set<String> templateParameters = new HashSet<>();
    private final Set<String> localBeans = new HashSet<>();
    private final List<RouteProblem> doubles = new ArrayList<>();

    private RouteFile(YamlFile yaml, RouteFiles.Version version) {
        this.yaml = yaml;
        this.version = version;
        if (isKamelet()) {
            provide(Kind.KAMELET, yaml.root().at("/metadata/name"), "/metadata/name");
        }
        walk(yaml.root(), "", "");
    }

    /** @throws UnreadableRouteFileException the content is not YAML or too big */
    static RouteFile parse(String name, RouteFiles.Version version) {
        if (version.content().length > RouteFiles.MAX_BYTES) {
            throw new UnreadableRouteFileException(new RouteProblem(
                    name,
                    0,
                    0,
                    "The file is bigger than 1 MB.",
                    "A route file is a few kilobytes of YAML: move it away."));
        }
        return new RouteFile(YamlFile.parse(name, version.content()), version);
    }

    String name() {
        return yaml.name();
    }

    boolean isKamelet() {
        return RouteFiles.isKamelet(name());
    }

    RouteFiles.Version version() {
        return version;
    }

    YamlFile yaml() {
        return yaml;
    }

    /** What this file gives, with the pointer to where it does. */
    Map<Named, String> provided() {
        return provided;
    }

    List<String> routeIds() {
        return provided.keySet().stream()
                .filter(named -> named.kind() == Kind.ROUTE)
                .map(Named::name)
                .toList();
    }

    /** Whether messages come in by one of its routes from outside the hub's routes. */
    boolean isIngress() {
        return endpoints.stream()
                .anyMatch(endpoint -> endpoint.step().equals("from")
                        && !INTERNAL_SCHEMES.contains(endpoint.scheme())
                        && !isKamelet());
    }

    List<Use> uses() {
        return uses;
    }

    List<EndpointUse> endpoints() {
        return endpoints;
    }

    List<PlaceholderUse> placeholders() {
        return placeholders;
    }

    /** Beans of its templates, which exist only inside of them. */
    Set<String> localBeans() {
        return localBeans;
    }

    /** Parameters of its route templates. */
    Set<String> templateParameters() {
        return templateParameters;
    }

    /** Names that this file gives twice. */
    List<RouteProblem> doubles() {
        return doubles;
    }

    private void walk(JsonNode node, String pointer, String key) {
        if (node.isObject()) {
            object(node, pointer, key);
            node.properties()
                    .forEach(member ->
                            walk(member.getValue(), YamlFile.below(pointer, member.getKey()), member.getKey()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), YamlFile.below(pointer, i), key);
            }
        } else if (node.isTextual()) {
            text(node.textValue(), pointer, key);
        }
    }

    private void object(JsonNode node, String pointer, String key) {
        if (node.path("uri").isTextual()) {
            endpoint(key, node.get("uri").textValue(), node.path("parameters"), pointer + "/uri");
        }
        switch (key) {
            case "route" -> route(node, pointer);
            case "routeTemplate" -> {
                provide(Kind.TEMPLATE, node.path("id"), pointer + "/id");
                node.path("parameters")
                        .forEach(p -> templateParameters.add(p.path("name").asText("")));
                node.path("beans")
                        .forEach(
                                bean -> templateParameters.add(bean.path("name").asText("")));
            }
            case "routeConfiguration" -> provide(Kind.CONFIGURATION, node.path("id"), pointer + "/id");
            case "templatedRoute" -> {
                provide(Kind.ROUTE, node.path("routeId"), pointer + "/routeId");
                use(Kind.TEMPLATE, node.path("routeTemplateRef").asText(""), pointer + "/routeTemplateRef");
            }
            case "beans" -> bean(node.path("name"), pointer);
            case "bean", "process" -> use(Kind.BEAN, node.path("ref").asText(""), pointer + "/ref");
            case "kamelet" -> kamelet(node.path("name").asText(""), node.path("parameters"), pointer + "/name");
            case "parameters" -> node.properties()
                    .forEach(option ->
                            beanOption(option.getValue().asText(""), YamlFile.below(pointer, option.getKey())));
            default -> {}
        }
    }

    private void text(String text, String pointer, String key) {
        if (SHORT_ENDPOINTS.contains(key)) {
            endpoint(key, text, MissingNode.getInstance(), pointer);
        }
        if (key.equals("kamelet")) {
            kamelet(text, MissingNode.getInstance(), pointer);
        }
        if (key.equals("bean")) {
            use(Kind.BEAN, text, pointer);
        }
        Matcher bean = BEAN_IN_TEXT.matcher(text);
        while (bean.find()) {
            use(Kind.BEAN, bean.group(1), pointer);
        }
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            placeholders.add(new PlaceholderUse(placeholder.group(1).trim(), pointer));
        }
    }

    private void route(JsonNode route, String pointer) {
        if (!insideTemplate(pointer)) {
            provide(Kind.ROUTE, route.path("id"), pointer + "/id");
        }
        String configurations = route.path("routeConfigurationId").asText("");
        Arrays.stream(configurations.split(","))
                .map(String::trim)
                .forEach(id -> use(Kind.CONFIGURATION, id, pointer + "/routeConfigurationId"));
    }

    private void bean(JsonNode name, String pointer) {
        if (insideTemplate(pointer)) {
            localBeans.add(name.asText(""));
        } else {
            provide(Kind.BEAN, name, pointer + "/name");
        }
    }

    private static boolean insideTemplate(String pointer) {
        return pointer.startsWith("/spec/template")
                || pointer.contains("/routeTemplate/")
                || pointer.contains("/templatedRoute/");
    }

    private void endpoint(String step, String uri, JsonNode parameters, String pointer) {
        EndpointUse endpoint = new EndpointUse(step, uri.trim(), parameters, pointer);
        endpoints.add(endpoint);
        String target = endpoint.target();
        if (endpoint.scheme().equals("bean") && endpoint.uri().contains(":")) {
            use(Kind.BEAN, target, pointer);
        }
        if (endpoint.isKamelet() && !target.equals("source") && !target.equals("sink")) {
            use(Kind.KAMELET, endpoint.kameletName(), pointer);
        }
        EndpointOptions.inUri(endpoint.uri()).values().forEach(value -> beanOption(value, pointer));
    }

    private void kamelet(String name, JsonNode parameters, String pointer) {
        EndpointUse endpoint = new EndpointUse("kamelet", "kamelet:" + name, parameters, pointer);
        endpoints.add(endpoint);
        use(Kind.KAMELET, endpoint.kameletName(), pointer);
    }

    private void beanOption(String value, String pointer) {
        Matcher bean = BEAN_AS_OPTION.matcher(value);
        if (bean.matches()) {
            use(Kind.BEAN, bean.group(1), pointer);
        }
    }

    private void use(Kind kind, String name, String pointer) {
        if (!name.isEmpty() && !name.contains("{{") && !name.contains("${")) {
            uses.add(new Use(new Named(kind, name), pointer));
        }
    }

    private void provide(Kind kind, JsonNode name, String pointer) {
        if (!name.isTextual() || name.textValue().isBlank()) {
            return;
        }
        Named named = new Named(kind, name.textValue());
        String before = provided.putIfAbsent(named, pointer);
        if (before != null) {
            doubles.add(yaml.problem(
                    pointer,
                    "The %s %s stands twice in this file.".formatted(kind.word(), named.name()),
                    "Give one of them another name."));
        }
    }
}
