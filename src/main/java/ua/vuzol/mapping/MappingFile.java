package ua.vuzol.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A YAML file that passed its JSON schema, with the line of every key. */
public final class MappingFile {
    private static final long LARGEST = 1 << 20;
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final String name;
    private final JsonNode root;
    private final Map<String, Integer> lines;

    private MappingFile(String name, JsonNode root, Map<String, Integer> lines) {
        this.name = name;
        this.root = root;
        this.lines = lines;
    }

    /** @throws MappingFileException with every finding, when the content is not YAML or breaks the schema */
    public static MappingFile parse(String name, byte[] yaml, Path schemaFile) {
        try {
            MappingFile parsed = new MappingFile(name, YAML.readTree(yaml), lines(yaml));
            List<MappingProblem> problems = parsed.validate(schemaFile);
            if (!problems.isEmpty()) {
                throw new MappingFileException(problems);
            }
            return parsed;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new MappingFileException(new MappingProblem(
                    name,
                    line,
                    "",
                    "is not valid YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse("")));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    public static byte[] content(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new MappingFileException(new MappingProblem(
                        file.toString(), 0, "", "is larger than 1 MiB; a mapping file is a page of text"));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /** The names of the mapping files in a folder without their extension, sorted. */
    public static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be listed", e);
        }
    }

    private static MappingFileException unreadable(String name, IOException e) {
        return new MappingFileException(new MappingProblem(
                name, 0, "", "cannot be read (" + e.getClass().getSimpleName() + ")"));
    }

    public Entry root() {
        return new Entry("", root);
    }

    private List<MappingProblem> validate(Path schemaFile) throws IOException {
        JsonNode definition = new ObjectMapper().readTree(content(schemaFile));
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        definition,
                        SchemaValidatorsConfig.builder()
                                .pathType(PathType.JSON_POINTER)
                                .build());
        return schema.validate(root).stream()
                .map(message -> problem(message.getInstanceLocation().toString(), sentence(message, definition)))
                .sorted(Comparator.comparingInt(MappingProblem::line))
                .toList();
    }

    /** What the validator says, and the description of the place in the schema as the mend. */
    private static String sentence(ValidationMessage message, JsonNode definition) {
        String rule = message.getSchemaLocation().getFragment().toString();
        JsonNode place = definition.at(rule.substring(0, Math.max(0, rule.lastIndexOf('/'))));
        JsonNode about = place;
        String said;
        switch (message.getType()) {
            case "required" -> {
                about = place.path("properties").path(message.getProperty());
                said = "the key " + message.getProperty() + " is missing";
            }
            case "additionalProperties" -> said = "the key " + message.getProperty() + " is not known here; known are "
                    + String.join(", ", (Iterable<String>)
                            () -> place.path("properties").fieldNames());
            default -> said = message.getMessage()
                    .substring(message.getMessage().indexOf(": ") + 1)
                    .strip();
        }
        String mend = about.path("description").asText();
        return mend.isEmpty() ? said : said + " (" + mend + ")";
    }

    private MappingProblem problem(String pointer, String message) {
        return new MappingProblem(name, line(pointer), dotted(pointer), message);
    }

    private int line(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 0);
    }

    private static String dotted(String pointer) {
        String path = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        return path.replace('/', '.').replace("~1", "/").replace("~0", "~");
    }

    private static Map<String, Integer> lines(byte[] yaml) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = YAML.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                lines.putIfAbsent(
                        parser.getParsingContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    /** A node of the file with the place it has there; what schema rules cannot say is reported through it. */
    public final class Entry {
        private final String pointer;
        private final JsonNode node;

        private Entry(String pointer, JsonNode node) {
            this.pointer = pointer;
            this.node = node;
        }

        public JsonNode node() {
            return node;
        }

        /** The value under a key; an absent one is a missing node and reports the place of its parent. */
        public Entry get(String key) {
            return new Entry(pointer + "/" + key.replace("~", "~0").replace("/", "~1"), node.path(key));
        }

        public boolean present() {
            return !node.isMissingNode() && !node.isNull();
        }

        public Optional<String> text() {
            return present() ? Optional.of(node.asText()) : Optional.empty();
        }

        /** The elements of an array; any other value is its only element. */
        public List<Entry> elements() {
            if (!node.isArray()) {
                return present() ? List.of(this) : List.of();
            }
            List<Entry> elements = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                elements.add(new Entry(pointer + "/" + i, node.get(i)));
            }
            return elements;
        }

        public Map<String, Entry> members() {
            Map<String, Entry> members = new LinkedHashMap<>();
            node.fieldNames().forEachRemaining(key -> members.put(key, get(key)));
            return members;
        }

        public MappingFileException error(String message) {
            return new MappingFileException(problem(pointer, message));
        }
    }
}
