package ua.vuzol.camel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The present state of one file below the routes directory.
 *
 * @param file path relative to the routes directory, with {@code /} between names
 * @param runningDigest SHA-256 in lower-case hex of the version that runs; empty when none does
 * @param since when that version was deployed; empty when none was
 * @param routeIds ids of the routes that run from this file; empty for a kamelet, whose routes belong to the files that use it
 * @param last what came of the newest version of the file; its problems are those to mend
 */
public record DeployedFile(
        String file,
        Optional<String> runningDigest,
        Optional<Instant> since,
        List<String> routeIds,
        RouteDeployment last) {

    public DeployedFile {
        routeIds = List.copyOf(routeIds);
    }
}
