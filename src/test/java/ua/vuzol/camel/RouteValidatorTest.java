package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteValidatorTest {
    private static final String KAMELET =
            """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: tick-source
            spec:
              definition:
                title: Tick
                required:
                  - name
                properties:
                  name:
                    title: Name
                    description: The name of the timer
                    type: string
                  period:
                    title: Period
                    description: Milliseconds between two ticks
                    type: integer
                    default: 1000
              template:
                from:
                  uri: "timer:{{name}}"
                  parameters:
                    period: "{{period}}"
                  steps:
                    - to: "kamelet:sink"
            """;

    @TempDir
    private Path routes;

    @Test
    void nothing_is_wrong_with_routes_kamelets_configurations_templates_and_beans_that_fit_together()
            throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET);
        write(
                "intake/ticks.camel.yaml",
                """
                - routeConfiguration:
                    id: careful
                    onException:
                      - onException:
                          exception:
                            - java.io.IOException
                          handled:
                            constant: "true"
                          steps:
                            - log: "failed: ${exception.message}"
                - beans:
                    - name: greeter
                      type: java.lang.Object
                - routeTemplate:
                    id: forwarding
                    parameters:
                      - name: queue
                    from:
                      uri: "direct:{{queue}}"
                      steps:
                        - to: "log:{{queue}}"
                - templatedRoute:
                    routeTemplateRef: forwarding
                    routeId: forwarding-a
                    parameters:
                      - name: queue
                        value: a
                - route:
                    id: ticks
                    routeConfigurationId: careful
                    from:
                      uri: kamelet:tick-source
                      parameters:
                        name: heart
                      steps:
                        - choice:
                            when:
                              - simple: "${header.count} > 3"
                                steps:
                                  - bean:
                                      ref: greeter
                                      method: toString
                            otherwise:
                              steps:
                                - setHeader:
                                    name: where
                                    constant: "{{vuzol.home}}"
                        - bean:
                            ref: intake
                        - to: "log:{{log.name:ticks}}?level=DEBUG"
                """);

        assertThat(RouteValidator.validate(routes, Set.of("intake")::contains, Set.of("vuzol.home")::contains))
                .isEmpty();
    }

    @Test
    void broken_yaml_is_told_with_line_and_column() throws IOException {
        write(
                "a.camel.yaml",
                """
                - route:
                    id: a
                    from:
                      uri: timer:a
                    \tsteps: []
                """);

        assertProblems().singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).startsWith("This is not valid YAML");
        });
    }

    @Test
    void a_step_that_does_not_exist_is_told_where_it_stands() throws IOException {
        write("a.camel.yaml", route("a", "timer:a", "- tooo: \"log:a\""));

        assertProblems().singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.message()).contains("tooo");
        });
    }

    @Test
    void a_key_that_a_step_does_not_take_is_told_where_it_stands() throws IOException {
        write("a.camel.yaml", route("a", "timer:a", "- setBody: {constnt: x}"));

        assertProblems().singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.message()).contains("constnt");
        });
    }

    @Test
    void a_component_that_is_not_there_is_told() throws IOException {
        write("a.camel.yaml", route("a", "tmer:a", "- to: \"log:a\""));

        assertProblems()
                .containsExactly(new RouteProblem(
                        "a.camel.yaml",
                        4,
                        7,
                        "There is no component \"tmer\" in the hub.",
                        "Correct the scheme, or write what you mean as a bean or kamelet that exists."));
    }

    @Test
    void an_option_that_the_component_does_not_have_is_told_with_the_nearest_one() throws IOException {
        write("a.camel.yaml", route("a", "timer:a?perod=5", "- to: {uri: \"log:a\", parameters: {levl: INFO}}"));

        assertProblems()
                .extracting(RouteProblem::line, RouteProblem::message, RouteProblem::mend)
                .containsExactly(
                        tuple(4, "The component \"timer\" has no option \"perod\".", "Did you mean \"period\"?"),
                        tuple(6, "The component \"log\" has no option \"levl\".", "Did you mean \"level\"?"));
    }

    @Test
    void a_value_that_an_option_does_not_take_is_told() throws IOException {
        write("a.camel.yaml", route("a", "timer:a?fixedRate=maybe", "- to: \"log:a?level=LOUD\""));

        assertProblems()
                .extracting(RouteProblem::message)
                .containsExactly(
                        "\"maybe\" is no value for the option \"fixedRate\".",
                        "\"LOUD\" is no value for the option \"level\".");
    }

    @Test
    void options_that_cannot_be_read_are_told() throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET);
        write("a.camel.yaml", route("a", "timer:a?%zz=5", "- to: \"log:a\""));
        write("b.camel.yaml", route("b", "kamelet:tick-source?%zz=x", "- to: \"log:b\""));

        assertProblems().hasSize(2).allSatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.message()).isEqualTo("The options behind the question mark cannot be read.");
        });
    }

    @Test
    void options_that_are_filled_in_later_are_not_judged() throws IOException {
        write(
                "a.camel.yaml",
                route(
                        "a",
                        "timer:a?{{more:period=5}}",
                        "- toD: \"log:a?${header.options}\"",
                        "- toD: \"log:a?%${header.rest}\"",
                        "- toD: \"log:a?level=INFO&${header.options}\""));

        assertProblems().isEmpty();
    }

    @Test
    void a_bean_nobody_has_is_told_wherever_it_is_named() throws IOException {
        write(
                "a.camel.yaml",
                route(
                        "a",
                        "timer:a",
                        "- bean: {ref: intak}",
                        "- to: \"bean:intak?method=go\"",
                        "- process: {ref: intak}"));

        assertProblems().extracting(RouteProblem::line).containsExactly(6, 7, 8);
        assertProblems().allMatch(problem -> problem.message().equals("There is no bean \"intak\"."));
    }

    @Test
    void a_placeholder_without_a_value_is_told_unless_it_has_a_default() throws IOException {
        write("a.camel.yaml", route("a", "timer:{{vuzol.hom}}", "- to: \"log:{{name:x}}\"", "- log: \"{{?maybe}}\""));

        assertProblems()
                .extracting(RouteProblem::line, RouteProblem::message)
                .containsExactly(tuple(4, "The placeholder {{vuzol.hom}} has no value."));
    }

    @Test
    void a_route_without_an_id_is_told() throws IOException {
        write("a.camel.yaml", "- route:\n    from:\n      uri: timer:a\n      steps: []\n");
        write("b.camel.yaml", "- from:\n    uri: timer:b\n    steps: []\n");

        assertProblems()
                .extracting(RouteProblem::file, RouteProblem::line, RouteProblem::message)
                .containsExactly(
                        tuple("a.camel.yaml", 1, "This route has no explicit id."),
                        tuple("b.camel.yaml", 1, "A route without an id: \"from\" stands alone."));
    }

    @Test
    void an_id_used_in_two_files_is_told_with_both_places() throws IOException {
        write("a.camel.yaml", route("same", "timer:a", "- to: \"log:a\""));
        write("z/b.camel.yaml", route("same", "timer:b", "- to: \"log:b\""));

        assertProblems()
                .extracting(RouteProblem::file, RouteProblem::line, RouteProblem::message)
                .containsExactly(tuple("z/b.camel.yaml", 2, "The route same is already in a.camel.yaml:2."));
    }

    @Test
    void an_id_used_twice_in_one_file_is_told() throws IOException {
        String one = route("same", "timer:a", "- to: \"log:a\"");
        write("a.camel.yaml", one + one);

        assertProblems()
                .extracting(RouteProblem::line, RouteProblem::message)
                .containsExactly(tuple(8, "The route same stands twice in this file."));
    }

    @Test
    void what_a_route_file_cannot_hold_is_told() throws IOException {
        write("a.camel.yaml", "- rest:\n    path: /x\n");

        assertProblems().singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.message()).contains("rest").contains("not supported");
        });
    }

    @Test
    void a_kamelet_that_does_not_exist_is_told_with_the_nearest_one() throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET);
        write("a.camel.yaml", route("a", "kamelet:tik-source?name=x", "- to: \"log:a\""));

        assertProblems()
                .containsExactly(new RouteProblem(
                        "a.camel.yaml", 4, 7, "There is no kamelet \"tik-source\".", "Did you mean \"tick-source\"?"));
    }

    @Test
    void the_parameters_of_a_kamelet_are_checked() throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET);
        write("a.camel.yaml", route("a", "kamelet:tick-source?perid=5", "- to: \"log:a\""));
        write("b.camel.yaml", route("b", "kamelet:tick-source?name=x&period=often", "- to: \"log:a\""));

        assertProblems()
                .extracting(RouteProblem::file, RouteProblem::message)
                .containsExactlyInAnyOrder(
                        tuple("a.camel.yaml", "The kamelet tick-source has no parameter \"perid\"."),
                        tuple("a.camel.yaml", "The kamelet tick-source needs the parameter \"name\"."),
                        tuple("b.camel.yaml", "\"often\" is no value for the parameter \"period\"."));
    }

    @Test
    void a_kamelet_file_must_have_its_own_name_documented_parameters_and_a_template() throws IOException {
        write(
                "kamelets/other.kamelet.yaml",
                KAMELET.replace("        description: The name of the timer\n", "")
                        .replaceAll("(?s)  template:.*", ""));

        assertProblems()
                .extracting(RouteProblem::line, RouteProblem::message)
                .containsExactly(
                        tuple(4, "metadata.name is not the name of the file."),
                        tuple(5, "The kamelet has no template."),
                        tuple(11, "The parameter name has no description."));
    }

    @Test
    void a_wrong_step_in_the_template_of_a_kamelet_is_told_where_it_stands() throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET.replace("- to:", "- tooo:"));

        assertProblems().singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(26);
            assertThat(problem.message()).contains("tooo");
        });
    }

    @Test
    void a_kamelet_behind_a_dynamic_step_is_refused_because_its_routes_could_not_be_removed() throws IOException {
        write("kamelets/tick-source.kamelet.yaml", KAMELET);
        write("a.camel.yaml", route("a", "timer:a", "- toD: \"kamelet:tick-source?name=x\""));

        assertProblems().singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("A kamelet cannot stand in toD."));
    }

    @Test
    void hostile_files_end_in_a_problem() throws IOException {
        write("alias.camel.yaml", "- &a [x, x]\n- &b [*a, *a]\n- [*b, *b]\n");
        write("deep.camel.yaml", "[".repeat(5000));
        write("empty.camel.yaml", "");
        write("nested-nothing.camel.yaml", "- - ");
        write("twice.camel.yaml", "- route:\n    id: a\n    id: b\n");
        Files.write(routes.resolve("charset.camel.yaml"), "- route: Шлях".getBytes(Charset.forName("windows-1251")));
        Files.write(routes.resolve("big.camel.yaml"), new byte[RouteFiles.MAX_BYTES + 1]);

        assertProblems()
                .extracting(RouteProblem::file)
                .containsExactly(
                        "alias.camel.yaml",
                        "big.camel.yaml",
                        "charset.camel.yaml",
                        "deep.camel.yaml",
                        "empty.camel.yaml",
                        "nested-nothing.camel.yaml",
                        "twice.camel.yaml");
    }

    @Test
    void a_kamelet_outside_of_its_folder_is_told_instead_of_being_overlooked() throws IOException {
        write("intake/tick-source.kamelet.yaml", KAMELET);

        assertProblems().singleElement().satisfies(problem -> assertThat(problem.message())
                .isEqualTo("A kamelet stands outside of kamelets/."));
    }

    @Test
    void files_of_editors_and_hidden_files_are_not_routes() throws IOException {
        write("a.camel.yaml~", "broken: [");
        write(".a.camel.yaml", "broken: [");
        write("a.camel.yaml.swp", "broken: [");
        write("..data/a.camel.yaml", "broken: [");

        assertProblems().isEmpty();
    }

    private AbstractListAssert<?, List<? extends RouteProblem>, RouteProblem, ObjectAssert<RouteProblem>>
            assertProblems() {
        return assertThat(RouteValidator.validate(routes, "intake"::equals, "vuzol.home"::equals));
    }

    private static String route(String id, String from, String... steps) {
        return "- route:\n    id: %s\n    from:\n      uri: \"%s\"\n      steps:\n        %s\n"
                .formatted(id, from, String.join("\n        ", steps));
    }

    private void write(String name, String content) throws IOException {
        Path file = routes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
