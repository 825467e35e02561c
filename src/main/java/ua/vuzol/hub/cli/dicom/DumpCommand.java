package ua.vuzol.hub.cli.dicom;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomFormatException;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom dump}. */
@Command(name = "dump", description = "Prints what is in DICOM files, an element on a line.")
final class DumpCommand implements Callable<Integer> {
    private static final int MOST = 80;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to print.")
    private List<Path> arguments;

    @Option(names = "--all", description = "Prints long values whole.")
    private boolean all;

    @Option(
            names = "--json",
            description =
                    "Prints an array of files with their elements; for the DICOM JSON Model see vuzol dicom json.")
    private boolean json;

    /** Prints one object. */
    @FunctionalInterface
    private interface Printer {
        void print(Path file, DicomObject object) throws IOException;
    }

    private boolean good = true;

    @Override
    public Integer call() throws IOException {
        InputFiles input = InputFiles.of(arguments);
        // lines in their thousands, which are not to be flushed one by one
        PrintWriter out = new PrintWriter(new BufferedWriter(spec.commandLine().getOut()));
        int most = all ? Integer.MAX_VALUE : MOST;
        if (json) {
            try (DumpJson dump = new DumpJson(out, most)) {
                print(input.files(), dump::print, out);
            }
        } else {
            boolean several = input.files().size() > 1;
            print(
                    input.files(),
                    (file, object) -> {
                        if (several) {
                            out.println("# " + Printable.of(file.toString()));
                        }
                        new Dump(out, most).print(object);
                    },
                    out);
        }
        out.flush();
        input.skipped().forEach(skipped -> tell(skipped.file(), skipped.reason()));
        return good ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    private void print(List<Path> files, Printer printer, PrintWriter out) {
        for (Path file : files) {
            try {
                printer.print(file, read(file));
            } catch (IOException e) {
                out.flush();
                tell(file, FileProblem.of(e));
            } catch (DicomException e) {
                out.flush();
                tell(file, e.getMessage());
            }
        }
    }

    /** The object or, of a damaged file, what stands before the damage. */
    private DicomObject read(Path file) throws IOException {
        try {
            return DicomReader.read(file);
        } catch (DicomFormatException e) {
            Optional<DicomObject> before = e.tag() == 0 ? Optional.empty() : readBefore(file, e.tag());
            if (before.isEmpty()) {
                throw e;
            }
            tell(file, e.getMessage() + "; printed up to there");
            return before.get();
        }
    }

    private static Optional<DicomObject> readBefore(Path file, int tag) throws IOException {
        try {
            return Optional.of(DicomReader.read(file, ReadOptions.defaults().withStopAtTag(tag)));
        } catch (DicomException e) {
            return Optional.empty();
        }
    }

    private void tell(Path file, String problem) {
        good = false;
        spec.commandLine().getErr().println(Printable.of(file.toString()) + ": " + problem);
    }
}
