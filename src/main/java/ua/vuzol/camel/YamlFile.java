package ua.vuzol.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * One YAML file as a JSON tree that remembers where every value stands. It is read by the parser that Camel's YAML DSL uses, so
 * both agree on what is YAML.
 */
final class YamlFile {
    private static final int MAX_DEPTH = 100;

    private final String name;
    private final JsonNode root;
    /** JSON pointer to the place of the key (or list entry) it leads to. */
    private final Map<String, Mark> places = new HashMap<>();

    private YamlFile(String name, Optional<Node> node) {
        this.name = name;
        this.root = node.map(n -> json(n, "")).orElse(JsonNodeFactory.instance.missingNode());
    }

    /** @throws UnreadableRouteFileException the bytes are not one YAML document in UTF-8; the problem says where */
    static YamlFile parse(String name, byte[] content) {
        String text = decode(name, content);
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            refuseWhatExpands(name, new ParserImpl(settings, new StreamReader(settings, text)));
            return new YamlFile(
                    name,
                    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text))).getSingleNode());
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new UnreadableRouteFileException(problem(
                    name,
                    mark,
                    "This is not valid YAML: %s.".formatted(e.getProblem()),
                    "Correct the syntax at or just before this place; indentation is spaces only."));
        } catch (YamlEngineException e) {
            throw new UnreadableRouteFileException(problem(
                    name,
                    Optional.empty(),
                    "This is not valid YAML: %s.".formatted(firstLine(e)),
                    "Save the file as plain UTF-8 text."));
        }
    }

    String name() {
        return name;
    }

    /** The content; a missing node when the file holds nothing. */
    JsonNode root() {
        return root;
    }

    /** A problem at the value that {@code pointer} (RFC 6901) leads to, or at its nearest parent that stands in the file. */
    RouteProblem problem(String pointer, String message, String mend) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Mark mark = places.get(at);
            if (mark != null || at.isEmpty()) {
                return problem(name, Optional.ofNullable(mark), message, mend);
            }
        }
    }

    /** The step below {@code pointer} to the member {@code key}, escaped as RFC 6901 asks. */
    static String below(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }

    static String below(String pointer, int index) {
        return pointer + '/' + index;
    }

    private static String decode(String name, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new UnreadableRouteFileException(problem(
                    name, Optional.empty(), "The file is not text in UTF-8.", "Save it again in the encoding UTF-8."));
        }
    }

    /** Aliases multiply and deep nesting exhausts the stack: a route needs neither, so both end here, before a tree is built. */
    private static void refuseWhatExpands(String name, ParserImpl events) {
        int depth = 0;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof AliasEvent) {
                throw new UnreadableRouteFileException(problem(
                        name,
                        event.getStartMark(),
                        "YAML aliases (*name) are not supported in route files.",
                        "Write the value out, or use a property placeholder or a routeTemplate."));
            }
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new UnreadableRouteFileException(problem(
                        name,
                        event.getStartMark(),
                        "The file is nested deeper than %d levels.".formatted(MAX_DEPTH),
                        "Split the route by direct: endpoints."));
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private JsonNode json(Node node, String pointer) {
        node.getStartMark().ifPresent(mark -> places.putIfAbsent(pointer, mark));
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = key(entry.getKeyNode());
                String member = below(pointer, key);
                if (object.has(key)) {
                    throw new UnreadableRouteFileException(problem(
                            name,
                            entry.getKeyNode().getStartMark(),
                            "The key %s stands twice in the same place.".formatted(key),
                            "Keep one of them."));
                }
                entry.getKeyNode().getStartMark().ifPresent(mark -> places.put(member, mark));
                object.set(key, json(entry.getValueNode(), member));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < sequence.getValue().size(); i++) {
                array.add(json(sequence.getValue().get(i), below(pointer, i)));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new UnreadableRouteFileException(
                problem(name, node.getStartMark(), "A key is not plain text.", "Write keys as plain words."));
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.getScalarStyle() != ScalarStyle.PLAIN) {
            return nodes.textNode(text);
        }
        Tag tag = node.getTag();
        if (Tag.NULL.equals(tag)) {
            return nodes.nullNode();
        }
        if (Tag.BOOL.equals(tag)) {
            return nodes.booleanNode(Boolean.parseBoolean(text));
        }
        if (Tag.INT.equals(tag) && text.matches("-?[0-9]+") || Tag.FLOAT.equals(tag) && text.matches("-?[0-9.]+")) {
            return nodes.numberNode(new BigDecimal(text));
        }
        return nodes.textNode(text);
    }

    private static RouteProblem problem(String name, Optional<Mark> mark, String message, String mend) {
        return new RouteProblem(
                name,
                mark.map(m -> m.getLine() + 1).orElse(0),
                mark.map(m -> m.getColumn() + 1).orElse(0),
                message,
                mend);
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
