package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.camel.RouteDeployment.Outcome;

class RouteDeployerTest extends RouteDeployerTestSupport {

    @Test
    void a_new_file_runs_and_is_recorded_with_its_digest_and_owner() throws IOException {
        write("intake/a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));

        RouteDeployment deployment = deployOne(Outcome.DEPLOYED);

        assertThat(answer("direct:a", "x")).isEqualTo("one");
        assertThat(deployment.file()).isEqualTo("intake/a.camel.yaml");
        assertThat(deployment.digest()).matches("[0-9a-f]{64}");
        assertThat(deployment.actor())
                .isEqualTo(Files.getOwner(routes.resolve("intake/a.camel.yaml")).getName() + " on request");
        assertThat(deployment.routeIds()).containsExactly("a");
        assertThat(events).containsExactly(deployment);
        assertThat(deployer.deployed())
                .containsExactly(new DeployedFile(
                        "intake/a.camel.yaml",
                        java.util.Optional.of(deployment.digest()),
                        java.util.Optional.of(deployment.at()),
                        List.of("a"),
                        deployment));
    }

    @Test
    void nothing_happens_when_nothing_changed() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- log: a"));
        deployOne(Outcome.DEPLOYED);

        assertThat(deployer.deployNow()).isEmpty();
        assertThat(events).hasSize(1);
    }

    @Test
    void a_good_edit_swaps_its_route_and_leaves_the_socket_of_another_open() throws IOException {
        write("socket.camel.yaml", route("socket", "listen:socket", "- log: got"));
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        deployer.deployNow();

        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: two}"));
        deployOne(Outcome.DEPLOYED);

        assertThat(answer("direct:a", "x")).isEqualTo("two");
        assertThat(listen.starts("socket")).isEqualTo(1);
        assertThat(listen.stops("socket")).isZero();
    }

    static Stream<Arguments> badEdits() {
        String good = "- setBody: {constant: two}";
        return Stream.of(
                Arguments.of("syntax", route("a", "direct:a", "- setBody: {constant: two"), 7),
                Arguments.of("schema", route("a", "direct:a", "- setBodi: {constant: two}"), 6),
                Arguments.of("unknown component", route("a", "direkt:a", good), 4),
                Arguments.of("unknown option", route("a", "direct:a", good, "- to: \"log:x?levl=INFO\""), 7),
                Arguments.of("unknown bean", route("a", "direct:a", good, "- bean: {ref: upperr}"), 7),
                Arguments.of("unknown method", route("a", "direct:a", good, "- bean: {ref: upper, method: lower}"), 7),
                Arguments.of(
                        "bad expression",
                        route("a", "direct:a", good, "- setHeader: {name: x, simple: \"${boody\"}"),
                        7),
                Arguments.of("bad option value", route("a", "timer:a?period=soon", good), 4),
                Arguments.of("unknown option of an undescribed component", route("a", "listen:a?prt=1", good), 4),
                Arguments.of("id of another file", route("socket", "direct:a", good), 2),
                Arguments.of("no id", "- route:\n    from: {uri: \"direct:a\", steps: []}\n", 1),
                Arguments.of("no value", route("a", "direct:a", "- setBody: {constant: \"{{vuzol.hom}}\"}"), 6),
                Arguments.of(
                        "unknown configuration",
                        "- route:\n    id: a\n    routeConfigurationId: careful\n"
                                + "    from: {uri: \"direct:a\", steps: [log: x]}\n",
                        3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badEdits")
    void a_bad_edit_is_refused_with_file_and_line_and_the_old_version_runs_on(String what, String content, int line)
            throws IOException {
        write("socket.camel.yaml", route("socket", "listen:socket", "- log: got"));
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        deployer.deployNow();

        write("a.camel.yaml", content);
        RouteDeployment refused = deployOne(Outcome.REFUSED);

        assertThat(refused.problems()).isNotEmpty();
        assertThat(refused.problems().get(0))
                .extracting(RouteProblem::file, RouteProblem::line)
                .as("%s", refused.problems())
                .containsExactly("a.camel.yaml", line);
        assertThat(refused.routeIds()).containsExactly("a");
        assertThat(answer("direct:a", "x")).isEqualTo("one");
        assertThat(listen.starts("socket")).isEqualTo(1);
        assertThat(deployer.deployNow()).as("said once").isEmpty();
    }

    @Test
    void a_wrong_file_at_start_is_refused_and_the_others_run() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        write("b.camel.yaml", route("b", "nowhere:b", "- log: b"));

        assertThat(deployer.deployNow())
                .extracting(RouteDeployment::file, RouteDeployment::outcome)
                .containsExactlyInAnyOrder(
                        tuple("a.camel.yaml", Outcome.DEPLOYED), tuple("b.camel.yaml", Outcome.REFUSED));
        assertThat(routeIds()).containsExactly("a");
    }

    @Test
    void a_version_that_does_not_start_is_rolled_back() throws IOException {
        write("socket.camel.yaml", route("socket", "listen:socket", "- log: got"));
        write(
                "a.camel.yaml",
                route("a", "listen:a", "- log: one") + route("a2", "direct:a", "- setBody: {constant: one}"));
        deployer.deployNow();

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(
                    "a.camel.yaml",
                    route("a2", "direct:a", "- setBody: {constant: two}")
                            + route("a", "listen:a?port=" + taken.getLocalPort(), "- log: two"));
            RouteDeployment rolledBack = deployOne(Outcome.ROLLED_BACK);

            assertThat(rolledBack.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.file()).isEqualTo("a.camel.yaml");
                assertThat(problem.line()).isEqualTo(10);
                assertThat(problem.message()).contains("in use");
            });
        }
        assertThat(routeIds()).containsExactly("a", "a2", "socket");
        assertThat(answer("direct:a", "x")).isEqualTo("one");
        assertThat(context.getRouteController().getRouteStatus("a").isStarted()).isTrue();
        assertThat(listen.starts("a")).isEqualTo(2);
        assertThat(listen.starts("socket")).isEqualTo(1);

        deployOne(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).as("tried again on request").isEqualTo("two");
    }

    @Test
    void a_previous_version_that_cannot_come_back_is_said_to_be_stopped() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            write(
                    "a.camel.yaml",
                    "- beans:\n    - {name: own, type: java.lang.Object}\n"
                            + route("a", "listen:a", "- bean: {ref: own, method: toString}"));
            deployOne(Outcome.DEPLOYED);
            listen.refuseFurtherStarts("a");

            write("a.camel.yaml", route("a", "listen:b?port=" + taken.getLocalPort(), "- log: two"));
            RouteDeployment rolledBack = deployOne(Outcome.ROLLED_BACK);

            assertThat(rolledBack.routeIds()).isEmpty();
            assertThat(rolledBack.problems()).hasSize(2);
            assertThat(rolledBack.problems().get(1).message()).contains("did not start again either");
        }
        assertThat(deployer.deployed().get(0).runningDigest()).isEmpty();

        deployOne(Outcome.DEPLOYED);
        assertThat(listen.starts("b")).isEqualTo(1);
    }

    @Test
    void a_deleted_file_takes_its_routes_with_it() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- log: a"));
        write("b.camel.yaml", route("b", "listen:b", "- log: b"));
        deployer.deployNow();

        Files.delete(routes.resolve("a.camel.yaml"));
        RouteDeployment removed = deployOne(Outcome.REMOVED);

        assertThat(removed.routeIds()).containsExactly("a");
        assertThat(routeIds()).containsExactly("b");
        assertThat(context.getRouteDefinition("a")).isNull();
        assertThat(deployer.deployed()).extracting(DeployedFile::file).containsExactly("b.camel.yaml");
        assertThat(listen.starts("b")).isEqualTo(1);
    }

    @Test
    void a_renamed_file_keeps_its_route_running_under_the_new_name() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        deployer.deployNow();

        Files.move(routes.resolve("a.camel.yaml"), routes.resolve("z.camel.yaml"));

        assertThat(deployer.deployNow())
                .extracting(RouteDeployment::file, RouteDeployment::outcome)
                .containsExactlyInAnyOrder(
                        tuple("a.camel.yaml", Outcome.REMOVED), tuple("z.camel.yaml", Outcome.DEPLOYED));
        assertThat(answer("direct:a", "x")).isEqualTo("one");
    }

    @Test
    void two_files_can_trade_a_route() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        write("b.camel.yaml", route("b", "direct:b", "- log: b"));
        deployer.deployNow();

        write("a.camel.yaml", route("b", "direct:b", "- setBody: {constant: b-in-a}"));
        write("b.camel.yaml", route("a", "direct:a", "- setBody: {constant: a-in-b}"));

        assertThat(deployer.deployNow()).extracting(RouteDeployment::outcome).containsOnly(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).isEqualTo("a-in-b");
        assertThat(answer("direct:b", "x")).isEqualTo("b-in-a");
    }

    @Test
    void of_two_files_changed_at_once_the_good_one_is_deployed() throws IOException {
        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: one}"));
        write("b.camel.yaml", route("b", "direct:b", "- setBody: {constant: one}"));
        deployer.deployNow();

        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: two}"));
        write("b.camel.yaml", route("b", "direct:b", "- setBodi: {constant: two}"));

        assertThat(deployer.deployNow())
                .extracting(RouteDeployment::file, RouteDeployment::outcome)
                .containsExactlyInAnyOrder(
                        tuple("a.camel.yaml", Outcome.DEPLOYED), tuple("b.camel.yaml", Outcome.REFUSED));
        assertThat(answer("direct:a", "x")).isEqualTo("two");
        assertThat(answer("direct:b", "x")).isEqualTo("one");
    }

    @Test
    void an_exchange_in_flight_finishes_in_the_version_it_began_in() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        context.getRegistry().bind("wait", (Processor) exchange -> {
            entered.countDown();
            assertThat(leave.await(30, TimeUnit.SECONDS)).isTrue();
        });
        write("a.camel.yaml", route("a", "direct:a", "- process: {ref: wait}", "- setBody: {constant: one}"));
        deployer.deployNow();
        CompletableFuture<Object> inFlight = context.createProducerTemplate().asyncRequestBody("direct:a", "x");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        write("a.camel.yaml", route("a", "direct:a", "- setBody: {constant: two}"));
        CompletableFuture<List<RouteDeployment>> swap = CompletableFuture.supplyAsync(deployer::deployNow);
        await().during(Duration.ofSeconds(1)).until(() -> !swap.isDone());
        leave.countDown();

        assertThat(inFlight.get(30, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(swap.get(30, TimeUnit.SECONDS))
                .extracting(RouteDeployment::outcome)
                .containsExactly(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).isEqualTo("two");
    }

    @Test
    void of_two_deployments_at_once_one_does_the_work() throws Exception {
        write("a.camel.yaml", route("a", "listen:a", "- log: a"));

        List<CompletableFuture<List<RouteDeployment>>> both = Stream.generate(
                        () -> CompletableFuture.supplyAsync(deployer::deployNow))
                .limit(4)
                .toList();

        int done = 0;
        for (CompletableFuture<List<RouteDeployment>> one : both) {
            done += one.get(30, TimeUnit.SECONDS).size();
        }
        assertThat(done).isEqualTo(1);
        assertThat(listen.starts("a")).isEqualTo(1);
    }

    @Test
    void an_edit_that_is_taken_back_is_no_problem_any_more() throws IOException {
        String good = route("a", "direct:a", "- log: a");
        write("a.camel.yaml", good);
        deployer.deployNow();
        write("a.camel.yaml", "nonsense: [");
        deployOne(Outcome.REFUSED);
        assertThat(deployer.isBehind()).isTrue();

        write("a.camel.yaml", good);

        assertThat(deployer.deployNow()).isEmpty();
        assertThat(deployer.isBehind()).isFalse();
    }

    @Test
    void a_refused_file_is_deployed_once_what_it_needs_is_there() throws IOException {
        write(
                "a.camel.yaml",
                "- route:\n    id: a\n    routeConfigurationId: careful\n"
                        + "    from: {uri: \"direct:a\", steps: [{throwException: {exceptionType: java.io.IOException, message: no}}]}\n");
        deployOne(Outcome.REFUSED);

        write(
                "careful.camel.yaml",
                """
                - routeConfiguration:
                    id: careful
                    onException:
                      - onException:
                          exception: [java.io.IOException]
                          handled: {constant: "true"}
                          steps:
                            - setBody: {constant: caught}
                """);

        assertThat(deployer.deployNow()).extracting(RouteDeployment::outcome).containsOnly(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).isEqualTo("caught");
    }

    @Test
    void a_changed_route_configuration_reaches_the_routes_that_name_it_and_no_others() throws IOException {
        String configuration =
                """
                - routeConfiguration:
                    id: careful
                    onException:
                      - onException:
                          exception: [java.io.IOException]
                          handled: {constant: "true"}
                          steps:
                            - setBody: {constant: %s}
                """;
        write("careful.camel.yaml", configuration.formatted("one"));
        write(
                "a.camel.yaml",
                "- route:\n    id: a\n    routeConfigurationId: careful\n"
                        + "    from: {uri: \"direct:a\", steps: [{throwException: {exceptionType: java.io.IOException, message: no}}]}\n");
        write("b.camel.yaml", route("b", "listen:b", "- log: b"));
        deployer.deployNow();

        write("careful.camel.yaml", configuration.formatted("two"));
        deployOne(Outcome.DEPLOYED);

        assertThat(answer("direct:a", "x")).isEqualTo("two");
        assertThat(listen.starts("b")).isEqualTo(1);
    }

    @Test
    void beans_of_a_file_are_replaced_with_it() throws IOException {
        String bean = "- beans:\n    - name: own\n      type: \"%s\"\n"
                + route("a", "direct:a", "- bean: {ref: own, method: %s}");
        write("a.camel.yaml", bean.formatted(Upper.class.getName(), "upper"));
        deployOne(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).isEqualTo("X");

        write("a.camel.yaml", bean.formatted("java.util.Date", "getTime"));
        deployOne(Outcome.DEPLOYED);
        assertThat(Long.parseLong(answer("direct:a", "x"))).isPositive();

        Files.delete(routes.resolve("a.camel.yaml"));
        deployOne(Outcome.REMOVED);
        assertThat(context.getRegistry().lookupByName("own")).isNull();
    }

    @Test
    void a_route_of_the_hub_itself_cannot_be_replaced_by_a_file() throws Exception {
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own").routeId("own").setBody(constant("own"));
            }
        });
        write("a.camel.yaml", route("own", "direct:a", "- log: a"));

        assertThat(deployOne(Outcome.REFUSED).problems())
                .extracting(RouteProblem::message)
                .containsExactly("The route own is part of the hub itself.");
        assertThat(answer("direct:own", "x")).isEqualTo("own");
    }

    @Test
    void a_listener_that_fails_does_not_stop_the_others() throws IOException {
        FileRouteDeployer failing = new FileRouteDeployer(
                context,
                new RouteFiles(routes),
                event -> {
                    events.add(event);
                    throw new IllegalStateException("no database");
                },
                java.time.Clock.systemUTC());
        write("a.camel.yaml", route("a", "direct:a", "- log: a"));
        write("b.camel.yaml", route("b", "direct:b", "- log: b"));

        failing.deployNow();

        assertThat(events).hasSize(2);
        assertThat(routeIds()).containsExactly("a", "b");
    }
}
