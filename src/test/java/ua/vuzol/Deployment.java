package ua.vuzol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Routes and mappings of a hospital, for tests that change them. */
public final class Deployment {
    private Deployment() {}

    /** Copies one of the project's folders. */
    public static Path copyOf(String folder, Path target) {
        Path from = Path.of(folder);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = target.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }

    /** Adds a route for the folder {@code inbox/NAME}. */
    public static void addRoute(Path routes, String source) throws IOException {
        addRoute(routes, source, "{{vuzol.home}}/inbox/" + source);
    }

    /** Adds a route for a folder. */
    public static void addRoute(Path routes, String source, String directory) throws IOException {
        Files.writeString(
                routes.resolve("intake/" + source + ".camel.yaml"),
                """
                - route:
                    id: intake-%1$s
                    from:
                      uri: kamelet:file-drop-source
                      parameters:
                        sourceName: %1$s
                        directory: '%2$s'
                        quietPeriod: 200ms
                      steps:
                        - to: direct:land
                """
                        .formatted(source, directory));
    }

    /** Adds the profile of a device whose file names are its only metadata: {@code NUMBER_NAME.png}. */
    public static void addFileNameProfile(Path mappings, String source) throws IOException {
        Files.writeString(mappings.resolve("sources/" + source + ".yaml"), FILE_NAME_PROFILE);
    }

    public static void addFileNameSource(Path routes, Path mappings, String source) throws IOException {
        addRoute(routes, source);
        addFileNameProfile(mappings, source);
    }

    private static final String FILE_NAME_PROFILE =
            """
            title: Film scanner
            images:
              pattern: '(?<exam>P\\d+)_(?<name>[^_]+)\\.png'
              expected: 1
            record: {from: file-name}
            object:
              sopClass: secondary-capture
            patient:
              PatientName: {field: name}
              PatientID: {field: exam}
              PatientBirthDate: {value: ""}
              PatientSex: {value: ""}
            study:
              StudyDate: {generate: received-date}
              StudyTime: {generate: received-time}
              StudyID: {field: exam}
            device:
              Modality: OT
              ConversionType: SD
            """;
}
