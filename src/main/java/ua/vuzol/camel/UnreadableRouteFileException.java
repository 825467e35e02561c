package ua.vuzol.camel;

/** A route or kamelet file that cannot be read at all, so that nothing more can be said about it than this one problem. */
final class UnreadableRouteFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RouteProblem problem;

    UnreadableRouteFileException(RouteProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    RouteProblem problem() {
        return problem;
    }
}
