package ua.vuzol.hub.cli.dicom;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import ua.vuzol.hub.cli.Subcommands;

/** {@code vuzol dicom}: looks at DICOM files and asks DICOM nodes. */
@Command(
        name = "dicom",
        description = "Looks at DICOM files and asks DICOM nodes; needs no hub.",
        synopsisSubcommandLabel = "COMMAND")
public final class DicomCommand {
    private static final Subcommands SUBCOMMANDS = Subcommands.none()
            .with("dump", DumpCommand::new)
            .with("json", JsonCommand::new)
            .with("xml", XmlCommand::new)
            .with("rewrite", RewriteCommand::new)
            .with("validate", ValidateCommand::new)
            .with("echo", EchoCommand::new)
            .with("store", StoreCommand::new)
            .with("find", FindCommand::new)
            .with("worklist", WorklistCommand::new)
            .with("move", MoveCommand::new)
            .with("get", GetCommand::new);

    private DicomCommand() {}

    /** The command with the one of its commands that the arguments begin with, or all of them. */
    public static CommandLine line(List<String> arguments) {
        return SUBCOMMANDS.of(new DicomCommand(), arguments);
    }
}
