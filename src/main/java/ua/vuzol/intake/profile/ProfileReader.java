package ua.vuzol.intake.profile;

import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ua.vuzol.intake.image.PhotometricInterpretation;
import ua.vuzol.intake.image.PictureLimits;
import ua.vuzol.intake.profile.SourceProfile.Expected;
import ua.vuzol.intake.profile.SourceProfile.ImageFiles;
import ua.vuzol.intake.profile.SourceProfile.ObjectRules;
import ua.vuzol.intake.profile.SourceProfile.PixelSpacing;
import ua.vuzol.intake.profile.SourceProfile.SidecarFiles;
import ua.vuzol.intake.profile.SourceProfile.TextRules;
import ua.vuzol.intake.record.SidecarFormat;
import ua.vuzol.intake.record.SidecarSpec;
import ua.vuzol.mapping.MappingFile;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.Language;

/** Turns the YAML of a profile, its schema already satisfied, into a {@link SourceProfile}; checks what a schema cannot say. */
final class ProfileReader {
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofMinutes(10);
    private static final Duration NUMBER_LIFE = Duration.ofHours(12);

    private static final List<String> BLOCKS = List.of("patient", "study", "acquisition", "device");
    private static final Set<String> DICTATED_MODALITIES = Set.of("CR", "DX", "IO", "MG", "US");

    private final IodLibrary iods;

    ProfileReader(IodLibrary iods) {
        this.iods = iods;
    }

    SourceProfile read(String source, String digest, MappingFile.Entry root) {
        ImageFiles images = images(root.get("images"));
        Map<String, ValueSource> header = header(root);
        ObjectRules object = object(root.get("object"));
        checkModality(root, object);
        return new SourceProfile(
                source,
                root.get("title").text().orElse(source),
                digest,
                images,
                sidecar(root, fields(images, header)),
                duration(root.get("wait"), WAIT),
                duration(root.get("numberLife"), NUMBER_LIFE),
                text(root.get("text")),
                zone(root.get("timeZone")),
                limits(root.get("limits")),
                object,
                header);
    }

    private static Set<String> fields(ImageFiles images, Map<String, ValueSource> header) {
        Stream<String> counted =
                images.expected() instanceof Expected.InField expected ? Stream.of(expected.field()) : Stream.empty();
        Stream<ValueSource> values = Stream.concat(
                header.values().stream(), images.views().values().stream().flatMap(view -> view.values().stream()));
        return Stream.concat(counted, values.flatMap(ValueSource::fields)).collect(Collectors.toSet());
    }

    private ImageFiles images(MappingFile.Entry images) {
        NamePattern pattern = pattern(images.get("pattern"));
        if (!pattern.groups().contains("exam")) {
            throw images.get("pattern")
                    .error("has no group (?<exam>...), so nothing tells which files belong together");
        }
        Map<String, Map<String, ValueSource>> views = new LinkedHashMap<>();
        images.get("views").members().forEach((frame, view) -> views.put(frame, ValueReader.values(view)));
        if (!views.isEmpty() && !pattern.groups().contains("frame")) {
            throw images.get("views").error("needs a group (?<frame>...) in images.pattern");
        }
        return new ImageFiles(pattern, expected(images.get("expected")), duration(images.get("settle"), SETTLE), views);
    }

    private static Expected expected(MappingFile.Entry expected) {
        if (!expected.present()) {
            return new Expected.Unknown();
        }
        return expected.get("field")
                .text()
                .<Expected>map(Expected.InField::new)
                .orElseGet(() -> new Expected.Count(expected.node().asInt()));
    }

    private static Optional<SidecarFiles> sidecar(MappingFile.Entry root, Set<String> fields) {
        MappingFile.Entry sidecar = root.get("sidecar");
        boolean fromFileName =
                root.get("record").get("from").text().orElse("sidecar").equals("file-name");
        if (fromFileName && sidecar.present()) {
            throw sidecar.error("stands beside record.from: file-name; take one of the two out");
        }
        if (fromFileName) {
            return Optional.empty();
        }
        if (!sidecar.present()) {
            throw root.error("has neither the key sidecar nor record.from: file-name, so nothing tells the patient");
        }
        NamePattern pattern = pattern(sidecar.get("pattern"));
        Optional<Template> key = sidecar.get("key").text().map(ValueReader::fieldOrTemplate);
        if (key.isEmpty() && !pattern.groups().contains("exam")) {
            throw sidecar.get("pattern").error("has no group (?<exam>...) and sidecar.key names no field instead");
        }
        Set<String> wanted = new HashSet<>(fields);
        key.ifPresent(template -> wanted.addAll(template.fields()));
        return Optional.of(new SidecarFiles(
                pattern,
                spec(sidecar, wanted),
                key,
                sidecar.get("journal").node().asBoolean(false)));
    }

    private static SidecarSpec spec(MappingFile.Entry sidecar, Set<String> wanted) {
        MappingFile.Entry encoding = sidecar.get("encoding");
        Charset charset = encoding.text()
                .flatMap(Encodings::find)
                .orElseThrow(() ->
                        encoding.error("is not known; known are " + String.join(", ", Encodings.supportedNames())));
        Map<String, String> options = new LinkedHashMap<>();
        sidecar.get("options")
                .members()
                .forEach((name, value) -> options.put(name, value.node().asText()));
        try {
            return new SidecarSpec(
                    SidecarFormat.valueOf(sidecar.get("format").node().asText().toUpperCase(Locale.ROOT)),
                    charset,
                    options,
                    wanted);
        } catch (IllegalArgumentException e) {
            throw sidecar.error(e.getMessage());
        }
    }

    private static NamePattern pattern(MappingFile.Entry pattern) {
        try {
            return NamePattern.of(pattern.node().asText());
        } catch (PatternSyntaxException e) {
            throw pattern.error("is not a regular expression: " + e.getDescription() + " at character " + e.getIndex());
        }
    }

    private static Duration duration(MappingFile.Entry duration, Duration otherwise) {
        try {
            return duration.text().map(Duration::parse).orElse(otherwise);
        } catch (DateTimeParseException e) {
            throw duration.error("is not a duration; write for instance PT30S, PT10M or PT2H");
        }
    }

    private static TextRules text(MappingFile.Entry text) {
        return new TextRules(
                text.get("language").text().orElse("uk").equals("ru") ? Language.RUSSIAN : Language.UKRAINIAN,
                text.get("foldHomoglyphs").node().asBoolean(true),
                text.get("patientName").text().orElse("cyrillic").equals("latin"));
    }

    static ZoneId zone(MappingFile.Entry zone) {
        try {
            return ZoneId.of(zone.text().orElse("Europe/Kyiv"));
        } catch (DateTimeException e) {
            throw zone.error("is not a time zone; write for instance Europe/Kyiv");
        }
    }

    private static PictureLimits limits(MappingFile.Entry limits) {
        PictureLimits usual = PictureLimits.DEFAULT;
        return new PictureLimits(
                limits.get("pixelsPerFrame").node().asLong(usual.maxPixelsPerFrame()),
                limits.get("framesPerFile").node().asInt(usual.maxFrames()),
                limits.get("decodedBytes").node().asLong(usual.maxDecodedBytes()));
    }

    private ObjectRules object(MappingFile.Entry object) {
        List<String> classes = new ArrayList<>();
        for (MappingFile.Entry name : object.get("sopClass").elements()) {
            if (!iods.names().contains(name.node().asText())) {
                throw name.error("has no table in mappings/dicom/iods; there are " + String.join(", ", iods.names()));
            }
            classes.add(name.node().asText());
        }
        boolean multiFrame = object.get("frames").text().orElse("separate").equals("multi-frame");
        if (multiFrame && classes.stream().anyMatch(name -> !iods.find(name).multiFrame())) {
            throw object.get("frames").error("multi-frame needs a sopClass that takes many frames");
        }
        MappingFile.Entry spacing = object.get("pixelSpacing");
        if (spacing.present()
                && classes.stream().allMatch(name -> iods.find(name).spacing().isEmpty())) {
            throw spacing.error("has no place in an object of this sopClass; take it out");
        }
        return new ObjectRules(
                List.copyOf(classes),
                object.get("jpeg").text().orElse("encapsulate").equals("encapsulate"),
                multiFrame,
                object.get("bitsStored").present()
                        ? OptionalInt.of(object.get("bitsStored").node().asInt())
                        : OptionalInt.empty(),
                object.get("photometric").text().map(PhotometricInterpretation::valueOf),
                spacing.present() ? spacing(spacing) : new PixelSpacing.Unknown());
    }

    private static PixelSpacing spacing(MappingFile.Entry spacing) {
        if (spacing.node().isTextual()) {
            return new PixelSpacing.FromFile();
        }
        List<MappingFile.Entry> sides = spacing.elements();
        return new PixelSpacing.Fixed(
                sides.get(0).node().asText(), sides.get(sides.size() - 1).node().asText());
    }

    /** The blocks only say who gives the values (the method's USER, GENERATED, FIXED); to DICOM they are one header. */
    private static Map<String, ValueSource> header(MappingFile.Entry root) {
        Map<String, ValueSource> header = new LinkedHashMap<>();
        for (String block : BLOCKS) {
            ValueReader.values(root.get(block)).forEach((keyword, value) -> {
                if (header.put(keyword, value) != null) {
                    throw root.get(block).get(keyword).error("stands in two blocks; take one of them out");
                }
            });
        }
        return header;
    }

    /** Objects whose series module leaves no choice of Modality (0008,0060): PS3.3 C.8.1.1, C.8.5, C.8.11.1. */
    private void checkModality(MappingFile.Entry root, ObjectRules object) {
        for (String block : BLOCKS) {
            MappingFile.Entry said = root.get(block).get("Modality");
            if (said.present()
                    && ValueReader.values(root.get(block)).get("Modality") instanceof ValueSource.Fixed fixed) {
                for (String iod : object.sopClasses()) {
                    dictatedModality(iod)
                            .filter(modality -> !fixed.values().equals(List.of(modality)))
                            .ifPresent(modality -> {
                                throw said.error("must be " + modality + " in an object " + iod
                                        + "; it stands there by itself, so take it out");
                            });
                }
            }
        }
    }

    private Optional<String> dictatedModality(String iod) {
        return iods.find(iod).values().get("Modality") instanceof ValueSource.Fixed fixed
                ? fixed.values().stream().filter(DICTATED_MODALITIES::contains).findFirst()
                : Optional.empty();
    }
}
