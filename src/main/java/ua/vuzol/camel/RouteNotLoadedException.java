package ua.vuzol.camel;

/** Camel could not build or start one route; the cause says why. */
final class RouteNotLoadedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String routeId;

    RouteNotLoadedException(String routeId, Exception cause) {
        super("The route %s could not be loaded".formatted(routeId), cause);
        this.routeId = routeId;
    }

    String routeId() {
        return routeId;
    }
}
