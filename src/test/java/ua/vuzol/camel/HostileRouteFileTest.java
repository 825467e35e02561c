package ua.vuzol.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.impl.DefaultCamelContext;

class HostileRouteFileTest {
    private static DefaultCamelContext context;
    private static FileChecks alone;
    private static HouseChecks together;

    @BeforeContainer
    static void makeChecks() {
        context = new DefaultCamelContext();
        EndpointOptions components = new EndpointOptions(context);
        alone = new FileChecks(components);
        together = new HouseChecks(components, name -> false, name -> false);
    }

    @AfterContainer
    static void close() throws Exception {
        context.close();
    }

    @Property(tries = 500)
    void any_bytes_end_in_problems_and_in_nothing_else(@ForAll byte[] content) {
        assertProblemsLieInTheFile("a.camel.yaml", content);
    }

    @Property(tries = 500)
    void any_text_of_the_words_of_routes_ends_in_problems_and_in_nothing_else(@ForAll("routeLike") String text) {
        assertProblemsLieInTheFile("a.camel.yaml", text.getBytes(StandardCharsets.UTF_8));
        assertProblemsLieInTheFile("kamelets/a.kamelet.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> routeLike() {
        return Arbitraries.of(
                        "- ",
                        ": ",
                        "\n",
                        "\n  ",
                        "\n    ",
                        "\n      ",
                        "{",
                        "}",
                        "[",
                        "]",
                        ", ",
                        "\"",
                        "'",
                        "&a ",
                        "*a",
                        "? ",
                        "| ",
                        "#",
                        "route",
                        "id",
                        "from",
                        "uri",
                        "steps",
                        "to",
                        "kamelet",
                        "beans",
                        "name",
                        "parameters",
                        "routeTemplate",
                        "spec",
                        "template",
                        "definition",
                        "metadata",
                        "timer:a?b=c",
                        "kamelet:a/b",
                        "direct:{{x}}",
                        "5",
                        "1.",
                        "~",
                        "true",
                        "шлях",
                        "#bean:x",
                        "?%zz")
                .list()
                .ofMaxSize(40)
                .map(words -> String.join("", words));
    }

    private static void assertProblemsLieInTheFile(String name, byte[] content) {
        long lines = new String(content, StandardCharsets.UTF_8)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 2;
        List<RouteProblem> problems = new ArrayList<>();
        try {
            RouteFile file = RouteFile.parse(name, new RouteFiles.Version(Path.of(name), content, "digest"));
            problems.addAll(alone.problems(file));
            problems.addAll(together.problems(List.of(file)));
        } catch (UnreadableRouteFileException e) {
            problems.add(e.problem());
        }
        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.file()).isEqualTo(name);
            assertThat((long) problem.line()).isBetween(0L, lines);
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.mend()).isNotBlank();
        });
    }
}
