package ua.vuzol.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the hub keeps and finds its files.
 *
 * @param home data, spool and embedded services; made when it is missing
 * @param routes Camel routes and kamelets
 * @param mappings profiles, tables and rules
 * @param minFreeSpace free space in the home below which health says so
 */
@ConfigurationProperties("vuzol")
record HomeProperties(
        @DefaultValue("./data") Path home,
        @DefaultValue("./routes") Path routes,
        @DefaultValue("./mappings") Path mappings,
        @DefaultValue("1GB") DataSize minFreeSpace) {

    HomeProperties {
        home = writableDirectory(home);
        routes = existingDirectory("vuzol.routes", "VUZOL_ROUTES", routes);
        mappings = existingDirectory("vuzol.mappings", "VUZOL_MAPPINGS", mappings);
        if (minFreeSpace.isNegative()) {
            throw new HubCannotStartException(
                    "vuzol.min-free-space is negative.", "Set VUZOL_MIN_FREE_SPACE to a size like 1GB.");
        }
    }

    private static Path writableDirectory(Path home) {
        try {
            Path directory = Files.createDirectories(home).toRealPath();
            if (Files.isWritable(directory)) {
                return directory;
            }
        } catch (IOException e) {
            throw unusableHome(home, e);
        }
        throw unusableHome(home, null);
    }

    private static HubCannotStartException unusableHome(Path home, IOException cause) {
        return new HubCannotStartException(
                "vuzol.home names %s, which cannot be made or written to.".formatted(home.toAbsolutePath()),
                "Set VUZOL_HOME to a directory that the user of the hub may write to.",
                cause);
    }

    private static Path existingDirectory(String key, String variable, Path path) {
        if (!Files.isDirectory(path)) {
            throw new HubCannotStartException(
                    "%s names %s, which is not a directory.".formatted(key, path.toAbsolutePath()),
                    "Make the directory or set %s to the one that holds your %s."
                            .formatted(variable, key.substring(key.indexOf('.') + 1)));
        }
        return path.toAbsolutePath().normalize();
    }
}
