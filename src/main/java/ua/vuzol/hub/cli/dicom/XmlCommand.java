package ua.vuzol.hub.cli.dicom;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.model.DicomXml;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom xml}. */
@Command(name = "xml", description = "Prints a file in the Native DICOM Model (PS3.19 A.1).")
final class XmlCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DocumentOptions document;

    @Parameters(paramLabel = "FILE", description = "What to print.")
    private Path file;

    @Override
    public Integer call() {
        try {
            OutputStream out =
                    new WriterOutput(new BufferedWriter(spec.commandLine().getOut()));
            DicomXml.write(DicomReader.read(file).dataSet(), out, document.of(() -> file));
        } catch (IOException e) {
            throw FileProblem.with(file, e);
        } catch (DicomException e) {
            throw FileProblem.with(file, e);
        }
        return ExitCode.SUCCESS;
    }
}
