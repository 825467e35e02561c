package ua.vuzol.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The route and kamelet files below one directory. */
final class RouteFiles {
    /** No route a person wrote is near this; a bigger file is not one. */
    static final int MAX_BYTES = 1 << 20;

    static final String ROUTE_SUFFIX = ".camel.yaml";
    static final String KAMELET_SUFFIX = ".kamelet.yaml";
    static final String KAMELET_FOLDER = "kamelets/";
    private static final int MAX_FOLDERS = 16;

    private final Path directory;

    RouteFiles(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** The content of one file at one moment. */
    record Version(Path path, byte[] content, String digest) {}

    Path directory() {
        return directory;
    }

    /**
     * Every file there is now, by its path relative to the directory. A file that vanishes while it is being read is left out: it
     * is gone. What is hidden is no route, nor what an editor keeps beside the file, which has another ending.
     *
     * @throws UncheckedIOException the directory cannot be read
     */
    Map<String, Version> read() {
        Map<String, Version> versions = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory, MAX_FOLDERS, FileVisitOption.FOLLOW_LINKS)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (isRouteFile(name) && Files.isRegularFile(path)) {
                    version(path).ifPresent(version -> versions.put(name, version));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    static boolean isKamelet(String name) {
        return name.endsWith(KAMELET_SUFFIX);
    }

    private static boolean isRouteFile(String name) {
        boolean hidden = name.startsWith(".") || name.contains("/.");
        return !hidden && (name.endsWith(ROUTE_SUFFIX) || isKamelet(name));
    }

    private static Optional<Version> version(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            return Optional.of(new Version(path, content, sha256(content)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
