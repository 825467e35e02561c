package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import ua.vuzol.camel.RouteDeployment.Outcome;

class RouteWatcherTest extends RouteDeployerTestSupport {
    private RouteWatcher watcher;
    private RoutesHealth health;

    @BeforeEach
    void makeWatcher() {
        watcher = new RouteWatcher(context, new RouteFiles(routes), deployer);
        health = new RoutesHealth(deployer, watcher);
    }

    @AfterEach
    void stopWatcher() {
        watcher.stop();
    }

    @Test
    void what_is_there_at_start_runs_when_start_returns() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- log: a"));

        watcher.start();

        assertThat(routeIds()).containsExactly("a");
        assertThat(deployments().get(0).actor()).endsWith(" at start");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void it_waits_for_camel_to_start() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- log: a"));
        DefaultCamelContext late = new DefaultCamelContext();
        FileRouteDeployer deployerOfLate =
                new FileRouteDeployer(late, new RouteFiles(routes), events::add, java.time.Clock.systemUTC());
        RouteWatcher watcherOfLate = new RouteWatcher(late, new RouteFiles(routes), deployerOfLate);

        watcherOfLate.start();
        assertThat(deployerOfLate.deployed()).isEmpty();
        late.start();

        assertThat(late.getRouteController().getRouteStatus("a").isStarted()).isTrue();
        watcherOfLate.stop();
        late.stop();
    }

    @Test
    void every_way_in_which_editors_save_is_seen_once() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        watcher.start();

        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: in-place}"));
        awaitAnswer("in-place");

        write("a.camel.yaml.tmp", route("a", "direct:a", "- setBody: {constant: renamed}"));
        Files.move(routes.resolve("a.camel.yaml.tmp"), routes.resolve("a.camel.yaml"), StandardCopyOption.ATOMIC_MOVE);
        awaitAnswer("renamed");

        Files.move(routes.resolve("a.camel.yaml"), routes.resolve("a.camel.yaml~"));
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: backed-up}"));
        awaitAnswer("backed-up");

        assertThat(deployments())
                .extracting(RouteDeployment::outcome)
                .containsOnly(Outcome.DEPLOYED)
                .hasSize(4);
        assertThat(deployments().get(3).actor()).endsWith(" by file watcher");
    }

    @Test
    void a_refused_edit_leaves_the_hub_up_and_is_told_by_the_health() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        watcher.start();

        write("a.camel.yaml", route("a", "nowhere:a", "- log: a"));
        await().until(deployer::isBehind);

        Health told = health.health();
        assertThat(told.getStatus()).isEqualTo(Status.UP);
        assertThat(told.getDetails().get("outdated").toString())
                .contains("runs on")
                .contains("a.camel.yaml was refused")
                .contains("a.camel.yaml:4:7: There is no component \"nowhere\" in the hub.");
        assertThat(answer("direct:a", "x")).isEqualTo("one");
    }

    @Test
    void a_file_that_does_not_run_makes_the_health_down_until_it_is_mended() throws IOException {
        write("a.camel.yaml", route("a", "nowhere:a", "- log: a"));
        watcher.start();

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails().get("stopped").toString()).contains("a.camel.yaml:4:7");

        write("a.camel.yaml", route("a", "direct:a", "- log: a"));
        await().until(() -> health.health().getStatus().equals(Status.UP));
    }

    @Test
    void a_directory_that_cannot_be_read_stops_nothing_and_is_told_by_the_health() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        watcher.start();
        Path away = routes.resolveSibling(routes.getFileName() + "-away");

        Files.move(routes, away);
        await().until(() -> health.health().getStatus().equals(Status.DOWN));
        assertThat(health.health().getDetails().get("watcher").toString()).contains("cannot be read");
        assertThat(answer("direct:a", "x")).isEqualTo("one");

        Files.move(away, routes);
        await().until(() -> health.health().getStatus().equals(Status.UP));
        assertThat(deployments()).hasSize(1);
    }

    private void awaitAnswer(String wanted) {
        await().ignoreExceptions().until(() -> answer("direct:a", "x").equals(wanted));
    }

    private List<RouteDeployment> deployments() {
        return events.stream().map(RouteDeployment.class::cast).toList();
    }
}
