package ua.vuzol.intake.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.intake.Sha256;
import ua.vuzol.intake.image.PhotometricInterpretation;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.mapping.MappingFileException;

/** The object tables under {@code mappings/dicom}. A file is read again as soon as its bytes have changed. */
public final class IodLibrary {
    private record Version(String digest, Iod iod) {}

    private final Path folder;
    private final Map<String, Version> cache = new ConcurrentHashMap<>();

    private IodLibrary(Path folder) {
        this.folder = folder;
    }

    public static IodLibrary load(Path mappings) {
        return new IodLibrary(mappings.resolve("dicom"));
    }

    /** The names of all tables, sorted. */
    public List<String> names() {
        return MappingFile.names(folder.resolve("iods"));
    }

    /**
     * The table of that name.
     *
     * @throws MappingFileException when there is none or it cannot be used
     */
    public Iod find(String name) {
        Path file = folder.resolve("iods").resolve(name + ".yaml");
        byte[] iod = MappingFile.content(file);
        Path moduleFile = folder.resolve("modules.yaml");
        byte[] modules = MappingFile.content(moduleFile);
        Path partFile = folder.resolve("body-parts.yaml");
        byte[] parts = MappingFile.content(partFile);
        String digest = Sha256.of(iod) + Sha256.of(modules) + Sha256.of(parts);
        Version known = cache.get(name);
        if (known == null || !known.digest.equals(digest)) {
            Iod read = read(
                    name,
                    root(file, iod, "iod.schema.json"),
                    root(moduleFile, modules, "modules.schema.json"),
                    root(partFile, parts, "body-parts.schema.json"));
            known = new Version(digest, read);
            cache.put(name, known);
        }
        return known.iod;
    }

    private MappingFile.Entry root(Path file, byte[] content, String schema) {
        return MappingFile.parse(file.toString(), content, folder.resolve(schema))
                .root();
    }

    private static Iod read(String name, MappingFile.Entry iod, MappingFile.Entry modules, MappingFile.Entry parts) {
        String sopClass = iod.get("sopClass").node().asText();
        if (Uid.name(sopClass).isEmpty()) {
            throw iod.get("sopClass").error("is not a UID that PS3.6 registers");
        }
        Set<String> unpaired = parts.get("unpaired").elements().stream()
                .map(part -> part.node().asText())
                .collect(Collectors.toUnmodifiableSet());
        Set<String> type1 = new LinkedHashSet<>();
        Set<Iod.Type2> type2 = new LinkedHashSet<>();
        for (MappingFile.Entry module : iod.get("modules").elements()) {
            MappingFile.Entry table = modules.get(module.node().asText());
            if (!table.present()) {
                throw module.error("is not in mappings/dicom/modules.yaml; there are "
                        + String.join(", ", modules.members().keySet()));
            }
            type1.addAll(keywords(table.get("type1")));
            Set<String> without = table.get("unlessUnpaired").node().asBoolean(false) ? unpaired : Set.of();
            keywords(table.get("type2")).forEach(keyword -> type2.add(new Iod.Type2(keyword, without)));
        }
        Map<PhotometricInterpretation, List<Integer>> pixels = new EnumMap<>(PhotometricInterpretation.class);
        iod.get("pixels")
                .members()
                .forEach((photometric, bits) ->
                        pixels.put(PhotometricInterpretation.valueOf(photometric), numbers(bits)));
        Map<String, Map<String, ValueSource>> when = new LinkedHashMap<>();
        iod.get("when").members().forEach((condition, values) -> when.put(condition, ValueReader.values(values)));
        return new Iod(
                name,
                iod.get("title").node().asText(),
                sopClass,
                List.copyOf(type1),
                List.copyOf(type2),
                pixels,
                iod.get("frames").text().orElse("one").equals("many"),
                keywords(iod.get("spacing")).stream().findFirst(),
                unpaired,
                ValueReader.values(iod.get("values")),
                when);
    }

    private static List<String> keywords(MappingFile.Entry list) {
        List<String> keywords = new ArrayList<>();
        for (MappingFile.Entry keyword : list.elements()) {
            if (Dictionary.standard().byKeyword(keyword.node().asText()).isEmpty()) {
                throw keyword.error(keyword.node().asText() + " is not a keyword of the DICOM dictionary (PS3.6)");
            }
            keywords.add(keyword.node().asText());
        }
        return keywords;
    }

    private static List<Integer> numbers(MappingFile.Entry list) {
        return list.elements().stream().map(number -> number.node().asInt()).toList();
    }
}
