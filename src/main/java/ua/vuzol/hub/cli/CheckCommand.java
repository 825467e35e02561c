package ua.vuzol.hub.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.camel.RouteProblem;
import ua.vuzol.camel.RouteValidator;
import ua.vuzol.delivery.Destinations;
import ua.vuzol.hl7.Partners;
import ua.vuzol.intake.Mappings;
import ua.vuzol.mapping.MappingProblem;
import ua.vuzol.peers.Peers;
import ua.vuzol.registry.Registry;
import ua.vuzol.worklist.Worklist;

/** {@code vuzol check}: whether routes and mappings can be deployed, without starting anything. */
@Command(name = "check", description = "Checks routes and mappings without starting anything.")
final class CheckCommand implements Callable<Integer> {
    /** The beans that routes call. */
    static final Set<String> BEANS = Set.of(
            "intake",
            "archive",
            "peers",
            "delivery",
            "commitments",
            "destinations",
            "storageCommitment",
            "reconciliation",
            "worklist",
            "hl7",
            "hl7Sending",
            "mllp",
            "mllpClient");

    /** The properties that routes may use. */
    static final Set<String> PROPERTIES = Set.of(
            "vuzol.home",
            "vuzol.zone",
            "vuzol.routes",
            "vuzol.mappings",
            "vuzol.dicom.ae-title",
            "vuzol.dicom.listener",
            "vuzol.dicom.spool",
            "vuzol.hl7.listener");

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints an array of sentences for programs.")
    private boolean json;

    @Option(names = "--routes", paramLabel = "DIR", description = "Default: VUZOL_ROUTES or ./routes.")
    private Optional<Path> routes;

    @Option(names = "--mappings", paramLabel = "DIR", description = "Default: VUZOL_MAPPINGS or ./mappings.")
    private Optional<Path> mappings;

    @Override
    public Integer call() {
        Path routesFolder = folder(routes, "VUZOL_ROUTES", "routes");
        Path mappingsFolder = folder(mappings, "VUZOL_MAPPINGS", "mappings");
        List<String> problems =
                new ArrayList<>(RouteValidator.validate(routesFolder, BEANS::contains, PROPERTIES::contains).stream()
                        .map(RouteProblem::toString)
                        .toList());
        problems.addAll(Mappings.problems(mappingsFolder));
        Stream.of(
                        Peers.check(mappingsFolder),
                        Destinations.check(mappingsFolder),
                        Partners.check(mappingsFolder),
                        Registry.check(mappingsFolder),
                        Worklist.check(mappingsFolder))
                .flatMap(List::stream)
                .map(MappingProblem::toString)
                .forEach(problems::add);
        print(problems, routesFolder, mappingsFolder);
        return problems.isEmpty() ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    private void print(List<String> problems, Path routesFolder, Path mappingsFolder) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ArrayNode array = new ObjectMapper().createArrayNode();
            problems.forEach(array::add);
            out.println(array.toPrettyString());
        } else if (problems.isEmpty()) {
            out.println(routesFolder + " and " + mappingsFolder + " can be deployed.");
        } else {
            problems.forEach(out::println);
            out.println(problems.size() + " problem(s); nothing was changed.");
        }
        out.flush();
    }

    private static Path folder(Optional<Path> option, String variable, String usual) {
        Path folder = option.orElseGet(
                () -> Path.of(Optional.ofNullable(System.getenv(variable)).orElse(usual)));
        if (!Files.isDirectory(folder)) {
            throw new Finding("The folder " + folder + " does not exist; name it by an option or by " + variable + ".");
        }
        return folder;
    }
}
