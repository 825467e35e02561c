package ua.vuzol.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;

/** Checks route and kamelet files without starting or changing anything. */
public final class RouteValidator {

    private RouteValidator() {}

    /**
     * Checks every {@code *.camel.yaml} and {@code kamelets/*.kamelet.yaml} below a directory: YAML, schema, ids, components and
     * their options, kamelets and their parameters, beans, placeholders.
     *
     * @param directory the routes directory
     * @param knownBean whether the hub has a bean of this name; {@code name -> true} leaves bean names unchecked
     * @param knownProperty whether a property such as {@code vuzol.home} has a value in the hub
     * @return all problems by file and line; empty when every file can be deployed
     * @throws UncheckedIOException the directory cannot be read
     */
    public static List<RouteProblem> validate(
            Path directory, Predicate<String> knownBean, Predicate<String> knownProperty) {
        // never started: it only knows where the components' descriptions are
        try (DefaultCamelContext components = new DefaultCamelContext()) {
            return problems(directory, new EndpointOptions(components), knownBean, knownProperty);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RouteProblem> problems(
            Path directory, EndpointOptions components, Predicate<String> knownBean, Predicate<String> knownProperty) {
        FileChecks alone = new FileChecks(components);
        Map<String, RouteFile> readable = new TreeMap<>();
        List<RouteProblem> problems = new ArrayList<>();
        new RouteFiles(directory).read().forEach((name, version) -> {
            try {
                RouteFile file = RouteFile.parse(name, version);
                readable.put(name, file);
                problems.addAll(alone.problems(file));
            } catch (UnreadableRouteFileException e) {
                problems.add(e.problem());
            }
        });
        problems.addAll(new HouseChecks(components, knownBean, knownProperty).problems(readable.values()));
        problems.sort(Comparator.comparing(RouteProblem::file)
                .thenComparingInt(RouteProblem::line)
                .thenComparingInt(RouteProblem::column));
        return problems;
    }
}
