package ua.vuzol.camel;

import java.time.Instant;
import java.util.List;

/**
 * What came of one file that was new, changed or deleted. Published as an application event, so that the timeline can keep who
 * deployed which digest.
 *
 * @param file path relative to the routes directory, with {@code /} between names
 * @param digest SHA-256 of the file's bytes in lower-case hex; of the last deployed bytes when the file was removed
 * @param actor the owner of the file and what noticed the change, e.g. {@code olena by file watcher}
 * @param at when the outcome was known
 * @param outcome what was done
 * @param routeIds ids of the routes this file now runs, in the order of the file; those it ran before when it was removed
 * @param problems why the file was refused or rolled back; empty otherwise
 */
public record RouteDeployment(
        String file,
        String digest,
        String actor,
        Instant at,
        Outcome outcome,
        List<String> routeIds,
        List<RouteProblem> problems) {

    public RouteDeployment {
        routeIds = List.copyOf(routeIds);
        problems = List.copyOf(problems);
    }

    /** What was done with a file. */
    public enum Outcome {
        /** The file's routes run as the file says. */
        DEPLOYED,
        /** The file is gone and so are its routes. */
        REMOVED,
        /** The file is wrong; nothing was touched and its previous routes, if any, still run. */
        REFUSED,
        /** The file looked right but its routes did not start; the previous ones, if any, run again. */
        ROLLED_BACK
    }
}
