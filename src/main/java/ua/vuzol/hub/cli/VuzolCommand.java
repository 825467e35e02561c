package ua.vuzol.hub.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;
import ua.vuzol.hub.cli.dicom.DicomCommand;

/** The commands that are Java. The script starts the hub for {@code run} and {@code demo}, and runs {@code test} itself. */
@Command(
        name = "vuzol",
        description = "A hub that makes a hospital's imaging interoperate.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VuzolCommand.Version.class)
public final class VuzolCommand {
    private static final Subcommands SUBCOMMANDS = Subcommands.none()
            .with("check", CheckCommand::new)
            .with("deliveries", DeliveriesCommand::new)
            .with("demo", DemoCommand::new)
            .withGroup("dicom", DicomCommand::line)
            .with("messages", MessagesCommand::new)
            .with("patients", PatientsCommand::new)
            .with("quarantine", QuarantineCommand::new)
            .with("reconcile", ReconcileCommand::new)
            .with("worklist", WorklistCommand::new);

    private VuzolCommand() {}

    /**
     * Runs a command.
     *
     * @return 0 on success, 1 on a finding, 2 on wrong use
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return SUBCOMMANDS
                .of(new VuzolCommand(), List.of(arguments))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(VuzolCommand::tell)
                .execute(arguments);
    }

    private static int tell(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof Finding finding) {
            command.getErr().println(finding.getMessage());
            return ExitCode.FINDING;
        }
        throw e;
    }

    /** The version that the build wrote into the manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(VuzolCommand.class.getPackage().getImplementationVersion())
                    .orElse("not packaged");
            return new String[] {"vuzol " + version};
        }
    }
}
