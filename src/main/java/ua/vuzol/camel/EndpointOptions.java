package ua.vuzol.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Component;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.util.URISupport;

/** Which components there are and which options their endpoints take, from the descriptions that come with the components. */
final class EndpointOptions {
    private final CamelContext context;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, JsonNode> descriptions = new ConcurrentHashMap<>();

    EndpointOptions(CamelContext context) {
        this.context = context;
    }

    /** Whether a component of this scheme is in the hub; it is not started by asking. */
    boolean isKnown(String scheme) {
        return !description(scheme).isMissingNode() || context.hasComponent(scheme) != null || resolves(scheme);
    }

    /** The options of an endpoint by name; empty when the component does not describe itself. */
    Map<String, JsonNode> options(String scheme) {
        Map<String, JsonNode> options = new LinkedHashMap<>();
        description(scheme).path("properties").properties().forEach(o -> options.put(o.getKey(), o.getValue()));
        return options;
    }

    /** Whether the component takes options that it does not describe and hands them on, e.g. as HTTP query parameters. */
    boolean takesAnyOption(String scheme) {
        JsonNode description = description(scheme);
        return description.isMissingNode()
                || description.at("/component/lenientProperties").asBoolean()
                || description.at("/component/api").asBoolean();
    }

    /** The nearest of {@code names} to a mistyped one. */
    static Optional<String> nearest(String mistyped, Set<String> names) {
        return names.stream()
                .filter(name -> distance(mistyped, name) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(name -> distance(mistyped, name)));
    }

    /** The options after the question mark; empty also when they cannot be read. */
    static Map<String, String> inUri(String uri) {
        return readable(uri).orElse(Map.of());
    }

    /** The options after the question mark, unless they cannot be read; none if that is so because they are filled in later. */
    static Optional<Map<String, String>> readable(String uri) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return Optional.of(Map.of());
        }
        try {
            Map<String, String> options = new LinkedHashMap<>();
            URISupport.parseQuery(uri.substring(query + 1))
                    .forEach((name, value) -> options.put(name, value.toString()));
            return Optional.of(options);
        } catch (URISyntaxException | IllegalArgumentException e) {
            // the latter of an escape such as %zz
            return isFilledInLater(uri) ? Optional.of(Map.of()) : Optional.empty();
        }
    }

    /** Whether a part of a URI or of its options is a placeholder or an expression. */
    static boolean isFilledInLater(String text) {
        return text.contains("{{") || text.contains("${");
    }

    /** Whether a literal is of the option's type; what is filled in later or refers to a bean is Camel's to judge. */
    static boolean fits(String value, JsonNode option) {
        if (value.isEmpty() || isFilledInLater(value) || value.startsWith("#") || value.startsWith("RAW")) {
            return true;
        }
        if (option.has("enum")) {
            return option.get("enum").valueStream().anyMatch(allowed -> allowed.asText()
                    .equalsIgnoreCase(value));
        }
        return switch (option.path("type").asText("")) {
            case "boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case "integer" -> value.matches("[-+]?[0-9]+");
            case "number" -> value.matches("[-+]?[0-9]*\\.?[0-9]+");
            default -> true;
        };
    }

    static String wanted(JsonNode option) {
        return option.has("enum")
                ? String.join(
                        ", ",
                        option.get("enum").valueStream().map(JsonNode::asText).toList())
                : option.path("type").asText();
    }

    private boolean resolves(String scheme) {
        return Stream.of(scheme, scheme + "-component")
                        .anyMatch(name -> context.getRegistry().lookupByName(name) instanceof Component)
                || context.getCamelContextExtension()
                        .getFactoryFinder(DefaultComponentResolver.RESOURCE_PATH)
                        .findClass(scheme)
                        .isPresent();
    }

    private JsonNode description(String scheme) {
        return descriptions.computeIfAbsent(scheme, this::readDescription);
    }

    private JsonNode readDescription(String scheme) {
        try {
            String text = ((CatalogCamelContext) context).getComponentParameterJsonSchema(scheme);
            return text == null ? MissingNode.getInstance() : json.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Levenshtein distance, without regard to case. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int next = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[b.length()];
    }
}
