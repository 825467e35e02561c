package ua.vuzol.camel;

/** How the routes that Camel makes for the uses of kamelets are told from those that stand in files. */
final class KameletRoutes {
    /** Cannot stand in the id of a route in a file. */
    static final String SEPARATOR = "--";

    private KameletRoutes() {}

    /** The route in a file that {@code routeId} belongs to: itself, or the one that uses the kamelet. */
    static String owner(String routeId) {
        return routeId.split(SEPARATOR, 2)[0];
    }
}
