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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vuzol messages}: HL7 messages that came, another try of one, and those that go to partners. */
@Command(
        name = "messages",
        description =
                "Shows HL7 messages that came and replays them; shows those that go to partners and sends them again.",
        synopsisSubcommandLabel = "list|show|replay|sent|retry|cancel")
final class MessagesCommand {
    @Spec
    private CommandSpec spec;

    /** Which messages that came. */
    static final class Filter {
        @Option(names = "--partner", paramLabel = "NAME", description = "As in mappings/hl7/partners.yaml.")
        private Optional<String> partner = Optional.empty();

        @Option(names = "--type", paramLabel = "TYPE", description = "ADT, ORM, OMI ... or with the event: ADT^A08.")
        private Optional<String> type = Optional.empty();

        @Option(names = "--state", paramLabel = "STATE", description = "How it was answered: AA, AE or AR.")
        private Optional<String> state = Optional.empty();

        @Option(names = "--patient", paramLabel = "ID", description = "PID-3.")
        private Optional<String> patient = Optional.empty();

        @Option(names = "--control-id", paramLabel = "ID", description = "MSH-10.")
        private Optional<String> controlId = Optional.empty();

        Map<String, String> conditions() {
            Map<String, String> conditions = new LinkedHashMap<>();
            partner.ifPresent(name -> conditions.put("partner", name));
            type.ifPresent(text -> {
                String[] parts = text.toUpperCase(Locale.ROOT).split("\\^");
                conditions.put("type", parts[0]);
                if (parts.length > 1) {
                    conditions.put("event", parts[1]);
                }
            });
            state.ifPresent(text -> conditions.put("state", text.toUpperCase(Locale.ROOT)));
            patient.ifPresent(text -> conditions.put("patient", text));
            controlId.ifPresent(text -> conditions.put("controlId", text));
            return conditions;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Lists messages that came, the newest first.")
    int list(@Mixin HubOptions hub, @Mixin Filter filter, @Mixin ListLimit limit) {
        Map<String, String> conditions = filter.conditions();
        limit.addTo(conditions);
        JsonNode answer = hub.client().messages(conditions);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<Entry> entries = hub.client().asListOf(Entry.class, answer);
        if (entries.isEmpty()) {
            out().println("No messages.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("ID", "RECEIVED", "PARTNER", "TYPE", "CONTROL ID", "PATIENT", "ANSWER", "ERROR");
        entries.forEach(entry -> table.row(
                Long.toString(entry.id()),
                entry.receivedAt().toString(),
                entry.partner(),
                entry.type() + "^" + entry.event(),
                entry.controlId(),
                entry.patient(),
                entry.state(),
                entry.error().orElse("")));
        table.print(out());
        return ExitCode.SUCCESS;
    }

    @Command(description = "Shows one message with its answer.")
    int show(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") long id) {
        JsonNode answer = hub.client().message(id);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        Text text = hub.client().as(Text.class, answer);
        Entry entry = text.entry();
        Table table = new Table("id", Long.toString(entry.id()))
                .row("received", entry.receivedAt().toString())
                .row("partner", entry.partner() + " (" + entry.sender() + ") at " + entry.remote())
                .row("encoding", entry.charset())
                .row("answer", entry.state());
        entry.error().ifPresent(error -> table.row("error", error));
        entry.note().ifPresent(note -> table.row("note", note));
        if (entry.repeats() > 0) {
            table.row("came again", entry.repeats() + " times");
        }
        entry.replayOf()
                .ifPresent(of ->
                        table.row("replay of", of + " by " + entry.replayedBy().orElse("")));
        text.replays().forEach(replay -> table.row("replay", replay.toString()));
        table.print(out());
        out().println();
        text.segments().forEach(out()::println);
        out().println();
        text.answer().forEach(out()::println);
        return ExitCode.SUCCESS;
    }

    @Command(description = "Has a message done again, as it came.")
    int replay(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") long id) {
        JsonNode answer = hub.client().replayMessage(id, System.getProperty("user.name"));
        boolean accepted = answer.path("state").asText().equals("AA");
        out().println(
                        hub.json()
                                ? answer.toPrettyString()
                                : "%d was replayed as %s: %s %s"
                                        .formatted(
                                                id,
                                                answer.path("id").asText(),
                                                answer.path("state").asText(),
                                                answer.path("sentence").asText())
                                        .strip());
        return accepted ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    @Command(description = "Lists messages to partners, refused ones first.")
    int sent(
            @Mixin HubOptions hub,
            @Option(names = "--partner", paramLabel = "NAME", description = "As in mappings/hl7/partners.yaml.")
                    Optional<String> partner,
            @Option(names = "--state", paramLabel = "STATE", description = "waiting, done, dead or cancelled.")
                    Optional<String> state,
            @Mixin ListLimit limit) {
        Map<String, String> conditions = new LinkedHashMap<>();
        partner.ifPresent(name -> conditions.put("partner", name));
        state.ifPresent(text -> conditions.put("state", text.toUpperCase(Locale.ROOT)));
        limit.addTo(conditions);
        JsonNode answer = hub.client().outbound(conditions);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<Sent> all = hub.client().asListOf(Sent.class, answer);
        if (all.isEmpty()) {
            out().println("No messages.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("ID", "CREATED", "PARTNER", "TYPE", "STATE", "TRIES", "ANSWER");
        all.forEach(each -> table.row(
                Long.toString(each.id()),
                each.createdAt().toString(),
                each.partner(),
                each.type(),
                each.state(),
                Integer.toString(each.attempts()),
                each.answer()));
        table.print(out());
        return ExitCode.SUCCESS;
    }

    @Command(description = "Sends a message to a partner again, at once.")
    int retry(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As sent lists.") long id) {
        return change(hub, id, "retry", "is sent again");
    }

    @Command(description = "Ends a message to a partner that is not done.")
    int cancel(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As sent lists.") long id) {
        return change(hub, id, "cancel", "is cancelled");
    }

    private int change(HubOptions hub, long id, String action, String done) {
        JsonNode answer = hub.client().changeOutbound(id, action);
        boolean changed = answer.path("messages").asInt() > 0;
        out().println(
                        hub.json()
                                ? answer.toPrettyString()
                                : changed
                                        ? id + " " + done + "."
                                        : "There is no message " + id + " to be changed. See: ./vuzol messages sent");
        return changed ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    /** A message as the API tells it. */
    record Entry(
            long id,
            Instant receivedAt,
            String partner,
            String remote,
            String sender,
            String controlId,
            String type,
            String event,
            String patient,
            String state,
            Optional<String> error,
            Optional<String> note,
            String charset,
            int repeats,
            Optional<Long> replayOf,
            Optional<String> replayedBy) {}

    /** A message with its text as the API tells it. */
    record Text(Entry entry, List<String> segments, List<String> answer, List<Long> replays) {}

    /** A message to a partner as the API tells it. */
    record Sent(long id, String partner, String type, String state, int attempts, String answer, Instant createdAt) {}
}
