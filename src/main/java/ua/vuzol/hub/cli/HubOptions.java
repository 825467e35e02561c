package ua.vuzol.hub.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Options of every command that asks a running hub. */
final class HubOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the hub runs: ${DEFAULT-VALUE}, or as VUZOL_URL says.",
            defaultValue = "${env:VUZOL_URL:-http://127.0.0.1:${env:VUZOL_HTTP_PORT:-8080}}")
    private URI url;

    @Option(names = "--json", description = "Prints the answer of the hub for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    HubClient client() {
        return new HubClient(url);
    }
}
