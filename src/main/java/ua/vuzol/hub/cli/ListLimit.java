package ua.vuzol.hub.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** How much a command lists. */
final class ListLimit {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The most to list: ${DEFAULT-VALUE}.")
    private int limit;

    /** Adds it to the conditions of a query. */
    void addTo(Map<String, String> conditions) {
        conditions.put("limit", Integer.toString(limit));
    }
}
