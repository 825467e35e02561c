package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vuzol patients}: whom the registry knows, and what it knows of them. */
@Command(
        name = "patients",
        description = "Shows whom the registry knows, by which numbers, and what became of merges.",
        synopsisSubcommandLabel = "list|show")
final class PatientsCommand {
    @Spec
    private CommandSpec spec;

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(description = "Lists patients, the last who changed first.")
    int list(
            @Mixin HubOptions hub,
            @Option(names = "--identifier", paramLabel = "NUMBER", description = "Any number of the patient, whole.")
                    Optional<String> identifier,
            @Option(
                            names = "--name",
                            paramLabel = "NAME",
                            description = "The beginning of the name, family name first, in Cyrillic or Latin letters.")
                    Optional<String> name,
            @Mixin ListLimit limit) {
        Map<String, String> conditions = new LinkedHashMap<>();
        identifier.ifPresent(number -> conditions.put("identifier", number));
        name.ifPresent(text -> conditions.put("name", text));
        limit.addTo(conditions);
        JsonNode answer = hub.client().patients(conditions);
        List<Summary> patients = hub.client().asListOf(Summary.class, answer);
        if (hub.json()) {
            out().println(answer.toPrettyString());
        } else if (patients.isEmpty()) {
            out().println("The registry knows no such patient.");
        } else {
            Table table = new Table("ID", "PATIENT ID", "ISSUER", "NAME", "BORN", "SEX");
            patients.forEach(patient -> table.row(
                    Long.toString(patient.id()),
                    patient.patientId(),
                    patient.issuer(),
                    patient.name(),
                    patient.birthDate().orElse("-"),
                    patient.sex().orElse("-")));
            table.print(out());
        }
        boolean sought = identifier.isPresent() || name.isPresent();
        return sought && patients.isEmpty() ? ExitCode.FINDING : ExitCode.SUCCESS;
    }

    @Command(description = "Shows one patient with numbers, visits, merges and what looks wrong.")
    int show(@Mixin HubOptions hub, @Parameters(paramLabel = "ID", description = "As listed.") long id) {
        JsonNode answer = hub.client().patient(id);
        if (hub.json()) {
            out().println(answer.toPrettyString());
            return ExitCode.SUCCESS;
        }
        Detail detail = hub.client().as(Detail.class, answer);
        Summary patient = detail.patient();
        Table table = new Table("id", Long.toString(patient.id())).row("name", patient.name());
        patient.nameLatin().ifPresent(latin -> table.row("in Latin letters", latin));
        table.row("born", patient.birthDate().orElse("-"))
                .row("sex", patient.sex().orElse("-"));
        detail.identifiers().forEach(number -> table.row("number", number.text()));
        detail.mothersName().ifPresent(mother -> table.row("mother", mother));
        detail.address().ifPresent(address -> table.row("address", address));
        detail.phones().forEach(phone -> table.row("phone", phone));
        detail.visits().forEach(visit -> table.row("visit", visit.text()));
        detail.merges()
                .forEach(merge -> table.row(
                        "merged",
                        "%s at %s by message %d".formatted(merge.number().text(), merge.at(), merge.message())));
        patient.mergedInto()
                .ifPresent(survivor ->
                        table.row("merged into", "%1$d; see: ./vuzol patients show %1$d".formatted(survivor)));
        if (detail.withdrawn()) {
            table.row("deleted", "the MIS has deleted its record; here it is only marked");
        }
        detail.warnings().forEach(warning -> table.row("warning", warning));
        table.print(out());
        return ExitCode.SUCCESS;
    }

    /** A patient of a list, as the API tells it. */
    record Summary(
            long id,
            String patientId,
            String issuer,
            String name,
            Optional<String> nameLatin,
            Optional<String> birthDate,
            Optional<String> sex,
            Optional<Long> mergedInto) {}

    /** A number of a patient. */
    record Number(String kind, String value, String issuer) {
        String text() {
            return kind.equals("MIS") ? (value + " " + issuer).strip() : kind + " " + value;
        }
    }

    /** A number that became a name for the patient's. */
    record Merge(Number number, Instant at, long message) {}

    /** A visit as the API tells it. */
    record VisitLine(
            String number, String issuer, Optional<String> patientClass, Optional<String> location, String state) {
        String text() {
            return String.join(" ", state, number, issuer, patientClass.orElse(""), location.orElse(""))
                    .replaceAll(" +", " ")
                    .strip();
        }
    }

    /** All of a patient, as the API tells it. */
    record Detail(
            Summary patient,
            List<Number> identifiers,
            Optional<String> mothersName,
            Optional<String> address,
            List<String> phones,
            boolean withdrawn,
            List<String> warnings,
            List<Merge> merges,
            List<VisitLine> visits) {}
}
