package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom store}. */
@Command(name = "store", description = "Sends files, and all files of folders, to a node (C-STORE).")
final class StoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to send.")
    private List<Path> arguments;

    @Option(
            names = "--transfer-syntax",
            paramLabel = "UID|KEYWORD",
            converter = TransferSyntaxConverter.class,
            description =
                    "The only one to propose; native ones are converted into each other. Without it objects go as they"
                            + " are, or as Explicit or Implicit VR Little Endian if the node does not take them so.")
    private Optional<TransferSyntax> syntax;

    @Option(
            names = "--associations",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many to send over at the same time; ${DEFAULT-VALUE}.")
    private int associations;

    @Override
    public Integer call() throws InterruptedException {
        if (associations < 1) {
            throw node.wrongUse("--associations is at least 1");
        }
        StoreReport report;
        try (Progress progress = Progress.on(spec.commandLine().getErr())) {
            InputFiles input = InputFiles.of(arguments);
            List<FileSource> sources = new ArrayList<>();
            for (Path file : input.files()) {
                open(file, input).ifPresent(sources::add);
                progress.tell("%d of %d files looked at"
                        .formatted(sources.size(), input.files().size()));
            }
            report = new StoreReport(sources.size());
            input.skipped().forEach(report::skipped);
            Sender sender = new Sender(node, associations, report, progress);
            for (StoreBatch batch : StoreBatch.of(sources, syntax)) {
                sender.send(batch);
            }
        }
        if (node.json()) {
            report.printJson(spec.commandLine().getOut());
        } else {
            report.print(spec.commandLine().getOut());
        }
        return report.isGood() ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    private static Optional<FileSource> open(Path file, InputFiles input) {
        try {
            FileSource source = FileSource.of(file);
            if (!source.sopClassUid().equals(SopClass.MediaStorageDirectoryStorage)) {
                return Optional.of(source);
            }
            input.skipped().add(new InputFiles.Skipped(file, "a DICOMDIR belongs to its medium and is not sent"));
        } catch (IOException e) {
            input.skipped().add(new InputFiles.Skipped(file, FileProblem.of(e)));
        } catch (DicomException e) {
            input.skipped().add(new InputFiles.Skipped(file, e.getMessage()));
        }
        return Optional.empty();
    }
}
