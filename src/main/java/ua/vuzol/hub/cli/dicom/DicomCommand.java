package ua.vuzol.hub.cli.dicom;

import picocli.CommandLine.Command;

/** {@code vuzol dicom}: looks at DICOM files and asks DICOM nodes. */
@Command(
        name = "dicom",
        description = "Looks at DICOM files and asks DICOM nodes; needs no hub.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DumpCommand.class,
            JsonCommand.class,
            RewriteCommand.class,
            ValidateCommand.class,
            EchoCommand.class,
            StoreCommand.class,
            FindCommand.class,
            WorklistCommand.class,
            MoveCommand.class,
            GetCommand.class
        })
public final class DicomCommand {}
