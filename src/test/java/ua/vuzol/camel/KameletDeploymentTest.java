package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.junit.jupiter.api.Test;
import ua.vuzol.camel.RouteDeployment.Outcome;

class KameletDeploymentTest extends RouteDeployerTestSupport {
    private static final String ACTION =
            """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: %1$s
            spec:
              definition:
                title: Greeting
                required: [who]
                properties:
                  who:
                    title: Who
                    description: Who is greeted
                    type: string
              template:
                from:
                  uri: "kamelet:source"
                  steps:
            %2$s
            """;
    private static final String SOURCE =
            """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: door-source
            spec:
              definition:
                title: Door
                required: [name]
                properties:
                  name:
                    title: Name
                    description: Name of the socket
                    type: string
                  port:
                    title: Port
                    description: Port of the socket
                    type: integer
                    default: 0
              template:
                from:
                  uri: "listen:{{name}}?port={{port}}"
                  steps:
                    - log: "%s"
                    - to: "kamelet:sink"
            """;

    @Test
    void a_changed_kamelet_redeploys_the_routes_that_use_it_and_no_others() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\""));
        write("b.camel.yaml", route("b", "direct:b", "- kamelet: {name: greet, parameters: {who: Ivan}}"));
        write("c.camel.yaml", route("c", "listen:c", "- log: c"));
        deployer.deployNow();
        assertThat(answer("direct:a", "x")).isEqualTo("Hello Olena");
        assertThat(answer("direct:b", "x")).isEqualTo("Hello Ivan");

        kamelet("greet", "Bye {{who}}");
        RouteDeployment deployment = deployOne(Outcome.DEPLOYED);

        assertThat(deployment.routeIds()).containsExactlyInAnyOrder("a", "b");
        assertThat(answer("direct:a", "x")).isEqualTo("Bye Olena");
        assertThat(answer("direct:b", "x")).isEqualTo("Bye Ivan");
        assertThat(routeIds()).containsExactly("a", "a--greet", "b", "b--greet", "c");
        assertThat(listen.starts("c")).isEqualTo(1);
        assertThat(context.getRouteTemplateDefinitions()).hasSize(1);
    }

    @Test
    void every_use_of_a_kamelet_has_a_route_of_its_own_that_goes_with_its_owner() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write(
                "a.camel.yaml",
                route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\"", "- to: \"kamelet:greet?who=Olena\""));
        write("b.camel.yaml", route("b", "direct:b", "- to: \"kamelet:greet?who=Olena\""));
        deployer.deployNow();
        assertThat(routeIds()).containsExactly("a", "a--greet", "a--greet--2", "b", "b--greet");
        assertThat(answer("direct:b", "x")).isEqualTo("Hello Olena");

        Files.delete(routes.resolve("a.camel.yaml"));
        deployOne(Outcome.REMOVED);

        assertThat(routeIds()).containsExactly("b", "b--greet");
        assertThat(answer("direct:b", "x")).isEqualTo("Hello Olena");
        assertThat(context.getEndpoints().stream()
                        .filter(KameletEndpoint.class::isInstance)
                        .map(endpoint -> ((KameletEndpoint) endpoint).getRouteId()))
                .containsOnly("b--greet");
    }

    @Test
    void a_kamelet_inside_a_kamelet_is_followed() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write(
                "kamelets/outer.kamelet.yaml",
                ACTION.formatted(
                        "outer", "        - to: {uri: \"kamelet:greet\", parameters: {who: \"{{who}} and all\"}}"));
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:outer?who=Olena\""));
        deployer.deployNow();
        assertThat(answer("direct:a", "x")).isEqualTo("Hello Olena and all");

        kamelet("greet", "Bye {{who}}");
        deployOne(Outcome.DEPLOYED);

        assertThat(answer("direct:a", "x")).isEqualTo("Bye Olena and all");
        assertThat(routeIds()).containsExactly("a", "a--outer", "a--outer--greet");
    }

    @Test
    void the_socket_of_a_source_kamelet_moves_to_the_new_version() throws IOException {
        write("kamelets/door-source.kamelet.yaml", SOURCE.formatted("one"));
        write("a.camel.yaml", route("a", "kamelet:door-source?name=door", "- log: a"));
        deployer.deployNow();

        write("kamelets/door-source.kamelet.yaml", SOURCE.formatted("two"));
        deployOne(Outcome.DEPLOYED);

        assertThat(listen.starts("door")).isEqualTo(2);
        assertThat(listen.stops("door")).isEqualTo(1);
        assertThat(routeIds()).containsExactly("a", "a--door-source");
    }

    @Test
    void a_kamelet_that_would_break_a_route_is_refused_and_the_route_runs_on() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\""));
        deployer.deployNow();

        write(
                "kamelets/greet.kamelet.yaml",
                ACTION.formatted("greet", "        - setBody: {simple: \"{{who}}\"}")
                        .replace("who", "whom"));
        RouteDeployment refused = deployOne(Outcome.REFUSED);

        assertThat(refused.file()).isEqualTo("kamelets/greet.kamelet.yaml");
        assertThat(refused.problems())
                .extracting(RouteProblem::file, RouteProblem::line, RouteProblem::message)
                .containsExactlyInAnyOrder(
                        tuple("a.camel.yaml", 6, "The kamelet greet has no parameter \"who\"."),
                        tuple("a.camel.yaml", 6, "The kamelet greet needs the parameter \"whom\"."));
        assertThat(answer("direct:a", "x")).isEqualTo("Hello Olena");
    }

    @Test
    void a_kamelet_that_camel_cannot_build_is_refused_and_the_route_runs_on() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\""));
        deployer.deployNow();

        kamelet("greet", "${nonsense} {{who}}");
        RouteDeployment refused = deployOne(Outcome.REFUSED);

        assertThat(refused.file()).isEqualTo("kamelets/greet.kamelet.yaml");
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("kamelets/greet.kamelet.yaml");
            assertThat(problem.line()).isEqualTo(18);
            assertThat(problem.message()).contains("nonsense");
        });
        assertThat(answer("direct:a", "x")).isEqualTo("Hello Olena");
    }

    @Test
    void a_kamelet_and_the_route_that_needs_its_change_are_deployed_together() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\""));
        deployer.deployNow();

        write(
                "kamelets/greet.kamelet.yaml",
                ACTION.formatted("greet", "        - setBody: {simple: \"Dear {{whom}}\"}")
                        .replace("[who]", "[whom]")
                        .replace(" who:", " whom:"));
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?whom=Ivan\""));

        assertThat(deployer.deployNow()).extracting(RouteDeployment::outcome).containsOnly(Outcome.DEPLOYED);
        assertThat(answer("direct:a", "x")).isEqualTo("Dear Ivan");
    }

    @Test
    void kamelets_that_call_each_other_in_a_circle_are_refused() throws IOException {
        write("kamelets/a.kamelet.yaml", ACTION.formatted("a", "        - to: \"kamelet:b?who={{who}}\""));
        write("kamelets/b.kamelet.yaml", ACTION.formatted("b", "        - to: \"kamelet:a?who={{who}}\""));
        write("r.camel.yaml", route("r", "direct:r", "- to: \"kamelet:a?who=x\""));

        assertThat(deployer.deployNow()).extracting(RouteDeployment::outcome).containsOnly(Outcome.REFUSED);
        assertThat(deployer.deployed().get(0).last().problems())
                .extracting(RouteProblem::message)
                .containsExactly("The kamelet b leads back to this one.");
    }

    @Test
    void a_kamelet_that_is_used_cannot_be_deleted() throws IOException {
        kamelet("greet", "Hello {{who}}");
        write("a.camel.yaml", route("a", "direct:a", "- to: \"kamelet:greet?who=Olena\""));
        deployer.deployNow();

        Files.delete(routes.resolve("kamelets/greet.kamelet.yaml"));
        RouteDeployment refused = deployOne(Outcome.REFUSED);

        assertThat(refused.problems())
                .extracting(RouteProblem::file, RouteProblem::line, RouteProblem::message)
                .containsExactly(tuple("a.camel.yaml", 6, "There is no kamelet \"greet\"."));
        assertThat(answer("direct:a", "x")).isEqualTo("Hello Olena");
    }

    private void kamelet(String name, String text) throws IOException {
        write(
                "kamelets/" + name + ".kamelet.yaml",
                ACTION.formatted(name, "        - setBody: {simple: \"%s\"}".formatted(text)));
    }
}
