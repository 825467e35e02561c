package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vuzol reconcile}: which orders studies belong to. */
@Command(
        name = "reconcile",
        description = "Shows which orders studies belong to, where the hub could not tell, and decides.",
        synopsisSubcommandLabel = "list|link|unlink|undo")
final class ReconcileCommand {
    @Spec
    private CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Lists studies that wait for a decision, with the steps that fit.")
    int list(
            @Mixin HubOptions hub,
            @Option(names = "--all", description = "Also those that were matched or decided about.") boolean all) {
        JsonNode answer = hub.client().reconciliation(all);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<Match> matches = hub.client().asListOf(Match.class, answer);
        if (matches.isEmpty()) {
            out().println(all ? "No study was matched to an order." : "No study waits for a decision.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("STUDY", "STATE", "STEP", "BY", "REASON");
        for (Match match : matches) {
            table.row(
                    match.study(),
                    match.state(),
                    match.step().map(String::valueOf).orElse("-"),
                    match.by(),
                    match.reason());
            match.candidates().forEach(step -> table.row("", "fits", Long.toString(step.step()), "", step.describe()));
        }
        table.print(out());
        if (!all) {
            out().println("Decide with: ./vuzol reconcile link STUDY STEP, or: ./vuzol reconcile unlink STUDY");
        }
        return ExitCode.SUCCESS;
    }

    @Command(description = "Says that a study is of a scheduled step; its objects are corrected by the order.")
    int link(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "STUDY", description = "Study Instance UID.") String study,
            @Parameters(paramLabel = "STEP", description = "As listed.") long step) {
        return decided(hub, hub.client().reconcile(study, "link", Map.of("step", Long.toString(step), "by", person())));
    }

    @Command(description = "Says that a study belongs to no order; its objects become what came.")
    int unlink(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "STUDY", description = "Study Instance UID.") String study) {
        return decided(hub, hub.client().reconcile(study, "unlink", Map.of("by", person())));
    }

    @Command(description = "Takes the last decision about a study back.")
    int undo(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "STUDY", description = "Study Instance UID.") String study) {
        return decided(hub, hub.client().reconcile(study, "undo", Map.of("by", person())));
    }

    private static String person() {
        return System.getProperty("user.name");
    }

    private int decided(HubOptions hub, JsonNode answer) {
        out().println(
                        hub.json()
                                ? answer.toPrettyString()
                                : "Decided; the objects of the study follow. Look at its timeline, or: ./vuzol reconcile list --all");
        return ExitCode.SUCCESS;
    }

    /** A study as the API tells it. */
    record Match(
            String study, String state, Optional<Long> step, String reason, String by, List<Candidate> candidates) {}

    /** A scheduled step that fits. */
    record Candidate(
            long step, String accession, String stepId, String modality, Optional<String> station, Instant start) {
        String describe() {
            return "%s %s %s %s %s"
                    .formatted(accession, stepId, modality, station.orElse("any station"), start)
                    .strip();
        }
    }
}
