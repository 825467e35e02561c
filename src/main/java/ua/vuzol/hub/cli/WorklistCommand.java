package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vuzol worklist}: what is to be done, where and when. */
@Command(
        name = "worklist",
        description = "Shows the steps that orders have planned, and how it stands with them.",
        synopsisSubcommandLabel = "list")
final class WorklistCommand {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    @Spec
    private CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Lists steps by their start; without --status those that wait to be done.")
    int list(
            @Mixin HubOptions hub,
            @Option(
                            names = "--status",
                            paramLabel = "STATUS",
                            description = "SCHEDULED, STARTED, COMPLETED ... or all.")
                    Optional<String> status,
            @Option(names = "--station", paramLabel = "AET", description = "Only steps at this station.")
                    Optional<String> station,
            @Option(names = "--modality", paramLabel = "NAME", description = "Only this modality, such as CT.")
                    Optional<String> modality,
            @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "From this day on.")
                    Optional<String> from,
            @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "Up to this day.") Optional<String> to,
            @Option(names = "--patient", paramLabel = "NAME", description = "Part of the name, Cyrillic or Latin.")
                    Optional<String> patient,
            @Option(names = "--accession", paramLabel = "NUMBER", description = "The accession number.")
                    Optional<String> accession,
            @Mixin ListLimit limit) {
        Map<String, String> conditions = new LinkedHashMap<>();
        status.ifPresent(text -> conditions.put("status", text));
        station.ifPresent(text -> conditions.put("station", text));
        modality.ifPresent(text -> conditions.put("modality", text));
        from.ifPresent(text -> conditions.put("from", text));
        to.ifPresent(text -> conditions.put("to", text));
        patient.ifPresent(text -> conditions.put("patient", text));
        accession.ifPresent(text -> conditions.put("accession", text));
        limit.addTo(conditions);
        JsonNode answer = hub.client().worklist(conditions);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        List<Step> steps = hub.client().asListOf(Step.class, answer);
        if (steps.isEmpty()) {
            out().println("The worklist has no such step.");
            return ExitCode.SUCCESS;
        }
        Table table = new Table("START", "STATION", "MODALITY", "PATIENT", "PATIENT ID", "ACCESSION", "WHAT", "STATUS");
        steps.forEach(step -> table.row(
                TIME.format(step.start()),
                step.station().orElse("-"),
                step.modality().isEmpty() ? "-" : step.modality(),
                step.patient(),
                step.patientId(),
                step.accession(),
                step.description().orElse("-"),
                step.status()));
        table.print(out());
        return ExitCode.SUCCESS;
    }

    /** A step as the API tells it. */
    record Step(
            OffsetDateTime start,
            Optional<String> station,
            String modality,
            String patient,
            String patientId,
            String accession,
            Optional<String> description,
            String status) {}
}
