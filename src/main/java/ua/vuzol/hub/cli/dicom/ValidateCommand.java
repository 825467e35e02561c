package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.io.DicomValidator;
import ua.vuzol.dicom.io.Finding;
import ua.vuzol.dicom.io.ValidationReport;
import ua.vuzol.hub.cli.ExitCode;
import ua.vuzol.hub.cli.Table;

/** {@code vuzol dicom validate}. */
@Command(
        name = "validate",
        description = "Checks DICOM files against the standard: form, values, pixel data, mandatory modules.")
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to check.")
    private List<Path> arguments;

    @Option(names = "--json", description = "Prints an array of files with their findings.")
    private boolean json;

    @Override
    public Integer call() {
        InputFiles input = InputFiles.of(arguments);
        Map<Path, ValidationReport> reports = new TreeMap<>();
        input.files().forEach(file -> validate(file, reports, input));
        if (json) {
            printJson(reports);
        } else {
            print(reports);
        }
        input.skipped().forEach(skipped -> spec.commandLine()
                .getErr()
                .println(Printable.of(skipped.file().toString()) + ": " + skipped.reason()));
        boolean good = input.skipped().isEmpty() && reports.values().stream().noneMatch(ValidationReport::hasErrors);
        return good ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    private static void validate(Path file, Map<Path, ValidationReport> reports, InputFiles input) {
        try {
            reports.put(file, DicomValidator.validate(file));
        } catch (IOException e) {
            input.skipped().add(new InputFiles.Skipped(file, FileProblem.of(e)));
        }
    }

    private void print(Map<Path, ValidationReport> reports) {
        PrintWriter out = spec.commandLine().getOut();
        Table table = new Table("FILE", "SEVERITY", "WHERE", "PROBLEM");
        reports.forEach((file, report) -> {
            String name = Printable.of(file.toString());
            report.findings()
                    .forEach(finding -> table.row(
                            name,
                            severity(finding),
                            finding.path().map(ValidateCommand::where).orElse("file"),
                            Printable.of(finding.problem())));
            if (report.omitted() > 0) {
                table.row(name, "", "", "and " + report.omitted() + " more findings");
            }
        });
        long findings = reports.values().stream()
                .mapToLong(report -> report.findings().size() + report.omitted())
                .sum();
        if (findings > 0) {
            table.print(out);
        }
        long wrong =
                reports.values().stream().filter(ValidationReport::hasErrors).count();
        out.println("%d file(s) checked, %d with errors; %d finding(s).".formatted(reports.size(), wrong, findings));
        reports.forEach((file, report) -> {
            if (!report.uncheckedModules().isEmpty()) {
                out.println("%s: not checked are the modules %s"
                        .formatted(Printable.of(file.toString()), String.join(", ", report.uncheckedModules())));
            }
        });
    }

    private static String severity(Finding finding) {
        return finding.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String where(TagPath path) {
        return Dictionary.standard()
                .lookup(path.tag())
                .map(entry -> path + " " + entry.keyword())
                .orElseGet(path::toString);
    }

    private void printJson(Map<Path, ValidationReport> reports) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        reports.forEach((file, report) -> {
            ObjectNode node = array.addObject().put("file", file.toString()).put("errors", report.hasErrors());
            ArrayNode findings = node.putArray("findings");
            report.findings().forEach(finding -> {
                ObjectNode one = findings.addObject().put("severity", severity(finding));
                finding.path().ifPresent(path -> one.put("path", path.toString()));
                one.put("problem", finding.problem());
            });
            node.put("omitted", report.omitted());
            ArrayNode unchecked = node.putArray("uncheckedModules");
            report.uncheckedModules().forEach(unchecked::add);
        });
        spec.commandLine().getOut().println(array.toPrettyString());
    }
}
