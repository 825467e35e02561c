package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vuzol quarantine}: what the hub could not understand, why, and another try after the mend. */
@Command(
        name = "quarantine",
        description = "Shows what the hub could not understand, and tries again after the mend.",
        synopsisSubcommandLabel = "list|show|replay|accept")
final class QuarantineCommand {
    /** What the API answers to a replay whose input is now understood. */
    private static final String SUCCEEDED = "SUCCEEDED";

    @Spec
    private CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Lists everything in quarantine.")
    int list(@Mixin HubOptions hub) {
        JsonNode answer = hub.client().quarantine();
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<Entry> entries = hub.client().asListOf(Entry.class, answer);
        if (entries.isEmpty()) {
            out().println("Nothing is in quarantine.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("ID", "SINCE", "SOURCE", "REASON");
        entries.forEach(entry -> table.row(entry.id(), entry.at().toString(), entry.source(), entry.reason()));
        table.print(out());
        return ExitCode.SUCCESS;
    }

    @Command(description = "Shows one entry with its reason and its files.")
    int show(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        JsonNode answer = hub.client().quarantined(id);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        Entry entry = hub.client().as(Entry.class, answer);
        Table table = new Table("id", entry.id())
                .row("since", entry.at().toString())
                .row("source", entry.source())
                .row("examination", entry.examination().orElse("unknown"))
                .row("reason", entry.reason());
        entry.files().forEach(file -> table.row("file", file));
        table.print(out());
        out().println("After the mend, try again with: ./vuzol quarantine replay " + entry.id());
        if (entry.acceptable()) {
            out().println("If it is a correction of what the archive has: ./vuzol quarantine accept " + entry.id());
        }
        return ExitCode.SUCCESS;
    }

    @Command(description = "Tries an entry again.")
    int replay(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        return outcome(hub, id, hub.client().replay(id));
    }

    @Command(
            description =
                    "Takes an object that contradicts one in the archive as its correction; the older is kept as a version.")
    int accept(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") String id) {
        return outcome(hub, id, hub.client().accept(id, System.getProperty("user.name")));
    }

    private int outcome(HubOptions hub, String id, JsonNode answer) {
        boolean succeeded = SUCCEEDED.equals(answer.path("outcome").asText());
        out().println(
                        hub.json()
                                ? answer.toPrettyString()
                                : "%s %s: %s"
                                        .formatted(
                                                id,
                                                succeeded ? "succeeded" : "failed",
                                                answer.path("detail").asText()));
        return succeeded ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    /**
     * An entry as the API tells it.
     *
     * @param at when it came into quarantine
     */
    record Entry(
            String id,
            Instant at,
            String source,
            String reason,
            Optional<String> examination,
            List<String> files,
            boolean acceptable) {}
}
