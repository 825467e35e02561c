package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vuzol deliveries}: what goes to other nodes, what became of it, and another try after the mend. */
@Command(
        name = "deliveries",
        description = "Shows what goes to other DICOM nodes, tries it again after the mend, or ends it.",
        synopsisSubcommandLabel = "list|show|retry|cancel")
final class DeliveriesCommand {
    @Spec
    private CommandSpec spec;

    /** Which deliveries. */
    static final class Filter {
        @Option(names = "--destination", paramLabel = "NAME", description = "As in mappings/destinations.yaml.")
        private Optional<String> destination = Optional.empty();

        @Option(names = "--study", paramLabel = "UID", description = "Study Instance UID.")
        private Optional<String> study = Optional.empty();

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "waiting, doubtful, sent, delivered, confirmed, rejected or cancelled.")
        private Optional<String> state = Optional.empty();

        Map<String, String> conditions() {
            Map<String, String> conditions = new LinkedHashMap<>();
            destination.ifPresent(name -> conditions.put("destination", name));
            study.ifPresent(uid -> conditions.put("study", uid));
            state.ifPresent(text -> conditions.put("state", text.toUpperCase(Locale.ROOT)));
            return conditions;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Tells how it stands with each destination and lists what is under way, dead letters first.")
    int list(@Mixin HubOptions hub, @Mixin Filter filter, @Mixin ListLimit limit) {
        Map<String, String> conditions = filter.conditions();
        limit.addTo(conditions);
        JsonNode answer = hub.client().deliveries(conditions);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        destinations(hub.client().asListOf(Destination.class, answer.path("destinations")));
        List<Count> counts = hub.client().asListOf(Count.class, answer.path("counts"));
        if (counts.isEmpty()) {
            out().println("No deliveries.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("DESTINATION", "STATE", "OBJECTS");
        counts.forEach(count -> table.row(count.destination(), count.state(), Long.toString(count.objects())));
        out().println();
        table.print(out());
        entries(hub.client().asListOf(Entry.class, answer.path("deliveries")));
        return ExitCode.SUCCESS;
    }

    private void destinations(List<Destination> destinations) {
        if (destinations.isEmpty()) {
            out().println("mappings/destinations.yaml has no destinations.");
            return;
        }
        Table table = new Table("DESTINATION", "NODE", "AT PRESENT");
        destinations.forEach(destination -> table.row(
                destination.name(),
                destination.node().orElse("-"),
                destination.obstacle().map(text -> "waits: " + text).orElse("open")));
        table.print(out());
    }

    private void entries(List<Entry> entries) {
        Table table = new Table("ID", "DESTINATION", "STATE", "TRIES", "STUDY", "OBJECT", "ANSWER");
        entries.forEach(entry -> table.row(
                Long.toString(entry.id()),
                entry.destination(),
                entry.state(),
                Integer.toString(entry.attempts()),
                entry.studyUid(),
                entry.sopInstanceUid(),
                entry.answer()));
        out().println();
        table.print(out());
    }

    @Command(description = "Shows one delivery.")
    int show(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") long id) {
        JsonNode answer = hub.client().delivery(id);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        Entry entry = hub.client().as(Entry.class, answer);
        Table table = new Table("id", Long.toString(entry.id()))
                .row("destination", entry.destination())
                .row("state", entry.state())
                .row("study", entry.studyUid())
                .row("object", entry.sopInstanceUid())
                .row("tries", Integer.toString(entry.attempts()))
                .row("answer", entry.answer())
                .row("changed", entry.changedAt().toString());
        entry.sentAt().ifPresent(at -> table.row("sent", at.toString()));
        entry.nextAttempt().ifPresent(at -> table.row("next try", at.toString()));
        table.print(out());
        if (entry.state().equals("REJECTED")) {
            out().println("After the mend, try again with: ./vuzol deliveries retry " + entry.id());
        }
        return ExitCode.SUCCESS;
    }

    @Command(description = "Tries dead letters, and what waits after a failure, again at once.")
    int retry(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "One delivery, as listed.") Optional<Long> id,
            @Mixin Filter filter) {
        return change(hub, "retry", id, filter, "tried again");
    }

    @Command(description = "Ends deliveries that are not done.")
    int cancel(
            @Mixin HubOptions hub,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "One delivery, as listed.") Optional<Long> id,
            @Mixin Filter filter) {
        return change(hub, "cancel", id, filter, "cancelled");
    }

    private int change(HubOptions hub, String action, Optional<Long> id, Filter filter, String done) {
        Map<String, String> conditions = filter.conditions();
        id.ifPresent(number -> conditions.put("id", Long.toString(number)));
        if (id.isEmpty() && filter.destination.isEmpty() && filter.study.isEmpty()) {
            throw new ParameterException(spec.subcommands().get(action), "Say which: an ID, --destination or --study.");
        }
        JsonNode answer = hub.client().changeDeliveries(action, conditions);
        int objects = answer.path("objects").asInt();
        out().println(
                        hub.json()
                                ? answer.toPrettyString()
                                : objects == 0
                                        ? "Nothing there is to be %s. See: ./vuzol deliveries list".formatted(done)
                                        : "%d %s."
                                                .formatted(
                                                        objects,
                                                        (objects == 1 ? "object is " : "objects are ") + done));
        return objects > 0 ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    /** How it stands with a destination, as the API tells it. */
    record Destination(String name, Optional<String> node, Optional<String> obstacle) {}

    /** How many objects are in a state. */
    record Count(String destination, String state, long objects) {}

    /** A delivery as the API tells it. */
    record Entry(
            long id,
            String destination,
            String studyUid,
            String sopInstanceUid,
            String state,
            int attempts,
            Optional<String> status,
            String comment,
            Instant changedAt,
            Optional<Instant> sentAt,
            Optional<Instant> nextAttempt) {

        String answer() {
            return (status.orElse("") + " " + comment).strip();
        }
    }
}
