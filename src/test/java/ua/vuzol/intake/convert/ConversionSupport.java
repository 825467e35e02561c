package ua.vuzol.intake.convert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ua.vuzol.intake.Sha256;
import ua.vuzol.intake.profile.FileRole;
import ua.vuzol.intake.profile.IodLibrary;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.SourceProfiles;
import ua.vuzol.intake.record.DeviceRecord;
import ua.vuzol.text.Language;
import ua.vuzol.text.Text;

/** A mappings folder with the project's tables and a profile of the test's own. */
final class ConversionSupport {
    static final Path MAPPINGS = Path.of("mappings");
    static final Instant RECEIVED = Instant.parse("2026-03-12T08:15:30Z");

    private final Path mappings;
    private final Path target;

    ConversionSupport(Path folder) {
        this.mappings = copyTables(folder.resolve("mappings"));
        this.target = folder.resolve("dicom");
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path target() {
        return target;
    }

    Path mappings() {
        return mappings;
    }

    SourceProfile profile(String source, String yaml) {
        try {
            Files.writeString(mappings.resolve("sources").resolve(source + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SourceProfiles.load(mappings).find(source).orElseThrow();
    }

    static Converter converter() {
        return new Converter(new Text(MAPPINGS, Language.UKRAINIAN), IodLibrary.load(MAPPINGS));
    }

    ConvertedExamination convert(SourceProfile profile, String key, Map<String, String> record, Path... images)
            throws IOException {
        return converter().convert(input(profile, key, record, images), profile, target);
    }

    static ExaminationInput input(SourceProfile profile, String key, Map<String, String> record, Path... images) {
        List<ImageInput> inputs = new ArrayList<>();
        for (Path image : images) {
            String name = image.getFileName().toString();
            Map<String, String> captures =
                    profile.roleOf(name) instanceof FileRole.Image role ? role.captures() : Map.of();
            inputs.add(new ImageInput(image, name, sha256(image), captures));
        }
        return new ExaminationInput(profile.source(), key, new DeviceRecord(record), inputs, 0, RECEIVED);
    }

    private static String sha256(Path file) {
        try {
            return Sha256.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copyTables(Path to) {
        try (Stream<Path> files = Files.walk(MAPPINGS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(MAPPINGS.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
