package ua.vuzol.camel;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.model.ProcessorDefinition;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import ua.vuzol.camel.RouteFile.Kind;
import ua.vuzol.camel.RouteFile.Named;

/** Finds the file and the line that an exception of Camel is about. */
final class CamelFailure {
    private static final String BUILD_MEND = "Correct this place: Camel cannot build the route from it.";
    private static final String START_MEND =
            "Free what it needs (a port, a folder, a connection) or correct the endpoint, then save the file again.";

    private CamelFailure() {}

    /** The problem that made the routes of {@code files}, which are not empty, fail when they were started. */
    static RouteProblem problem(Exception failure, Collection<RouteFile> files) {
        return problem(failure, Optional.empty(), files);
    }

    /**
     * The problem that made Camel refuse {@code files}, which are not empty.
     *
     * @param node the step that Camel was building, where known
     */
    static RouteProblem problem(Exception failure, Optional<ProcessorDefinition<?>> node, Collection<RouteFile> files) {
        String message = "%s.".formatted(reason(failure).replaceFirst("\\.$", ""));
        return first(failure, ResolveEndpointFailedException.class)
                .flatMap(e -> atEndpoint(e.getUri(), files, message))
                .or(() -> first(failure, MarkedYamlEngineException.class).flatMap(e -> atMark(e, files, message)))
                .or(() -> node.flatMap(step -> atNode(step, files, message)))
                .or(() -> first(failure, RouteNotLoadedException.class).flatMap(e -> atRoute(e, files, message)))
                .orElseGet(() -> files.iterator().next().yaml().problem("", message, BUILD_MEND));
    }

    private static Optional<RouteProblem> atEndpoint(String uri, Collection<RouteFile> files, String message) {
        String wanted = withoutOptions(uri);
        return files.stream()
                .flatMap(file -> file.endpoints().stream()
                        .filter(endpoint -> withoutOptions(endpoint.uri()).equals(wanted))
                        .map(endpoint -> file.yaml().problem(endpoint.pointer(), message, BUILD_MEND)))
                .findFirst();
    }

    private static String withoutOptions(String uri) {
        return uri.replaceFirst("\\?.*$", "").replaceFirst("^([^:]*)://", "$1:");
    }

    private static Optional<RouteProblem> atMark(
            MarkedYamlEngineException failure, Collection<RouteFile> files, String message) {
        return failure.getProblemMark().flatMap(mark -> files.stream()
                .filter(file -> mark.getName().contains(file.name()))
                .map(file ->
                        new RouteProblem(file.name(), mark.getLine() + 1, mark.getColumn() + 1, message, BUILD_MEND))
                .findFirst());
    }

    /** Camel counts lines from 0 here. */
    private static Optional<RouteProblem> atNode(
            ProcessorDefinition<?> node, Collection<RouteFile> files, String message) {
        return files.stream()
                .filter(file -> node.getLineNumber() > 0
                        && String.valueOf(node.getLocation()).endsWith(file.name()))
                .map(file -> new RouteProblem(file.name(), node.getLineNumber() + 1, 1, message, BUILD_MEND))
                .findFirst();
    }

    private static Optional<RouteProblem> atRoute(
            RouteNotLoadedException failure, Collection<RouteFile> files, String message) {
        Named route = new Named(Kind.ROUTE, failure.routeId());
        String mend = first(failure, FailedToCreateRouteException.class).isPresent() ? BUILD_MEND : START_MEND;
        return files.stream()
                .filter(file -> file.provided().containsKey(route))
                .map(file -> file.yaml()
                        .problem(file.provided().get(route).replaceFirst("/id$", "/from/uri"), message, mend))
                .findFirst();
    }

    /** The first line of the inmost message, without the addresses of objects. */
    static String reason(Throwable failure) {
        Throwable root = causes(failure).reduce(failure, (before, after) -> after);
        String text = Optional.ofNullable(root.getMessage())
                .orElse("")
                .lines()
                .findFirst()
                .orElse("");
        return text.isEmpty() ? root.getClass().getSimpleName() : text.replaceAll("@[0-9a-f]{5,}", "");
    }

    private static <E extends Throwable> Optional<E> first(Throwable failure, Class<E> type) {
        return causes(failure).filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The failure and its causes, outermost first. */
    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause).limit(50);
    }
}
