package ua.vuzol.camel;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import ua.vuzol.camel.RouteDeployment.Outcome;

/**
 * Whether the files' routes run. DOWN when some file has no running version or the directory cannot be watched; a refused change
 * whose previous version runs on leaves the hub UP and is told under {@code outdated}.
 */
final class RoutesHealth extends AbstractHealthIndicator {
    private final RouteDeployer deployer;
    private final RouteWatcher watcher;

    RoutesHealth(RouteDeployer deployer, RouteWatcher watcher) {
        super("The state of the routes cannot be told");
        this.deployer = deployer;
        this.watcher = watcher;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<DeployedFile> behind = deployer.deployed().stream()
                .filter(file -> file.last().outcome() != Outcome.DEPLOYED)
                .toList();
        List<String> stopped = behind.stream()
                .filter(file -> file.runningDigest().isEmpty())
                .map(file -> "Not running: " + describe(file))
                .toList();
        List<String> outdated = behind.stream()
                .filter(file -> file.runningDigest().isPresent())
                .map(file ->
                        "The version of %s runs on: %s".formatted(file.since().orElseThrow(), describe(file)))
                .toList();
        health.status(stopped.isEmpty() && watcher.trouble().isEmpty() ? "UP" : "DOWN");
        health.withDetail("files", deployer.deployed().size());
        if (!stopped.isEmpty()) {
            health.withDetail("stopped", stopped);
        }
        if (!outdated.isEmpty()) {
            health.withDetail("outdated", outdated);
        }
        watcher.trouble().ifPresent(trouble -> health.withDetail("watcher", trouble));
    }

    private static String describe(DeployedFile file) {
        return "%s was %s. %s"
                .formatted(
                        file.file(),
                        file.last().outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        String.join(
                                " ",
                                file.last().problems().stream()
                                        .map(RouteProblem::toString)
                                        .toList()));
    }
}
