package ua.vuzol.hub.cli.dicom;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.model.DicomJson;
import ua.vuzol.dicom.model.DicomJsonArray;
import ua.vuzol.dicom.model.ModelOptions;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom json}. */
@Command(
        name = "json",
        description = "Prints files in the DICOM JSON Model (PS3.18 F): one as an object, several as an array.")
final class JsonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DocumentOptions document;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to print.")
    private List<Path> files;

    private Path current;

    @Override
    public Integer call() {
        current = files.get(0);
        ModelOptions options = document.of(() -> current);
        try {
            OutputStream out =
                    new WriterOutput(new BufferedWriter(spec.commandLine().getOut()));
            if (files.size() == 1) {
                DicomJson.write(DicomReader.read(current).dataSet(), out, options);
            } else {
                writeArray(DicomJson.array(out, options));
            }
        } catch (IOException e) {
            throw FileProblem.with(current, e);
        } catch (DicomException e) {
            throw FileProblem.with(current, e);
        }
        return ExitCode.SUCCESS;
    }

    private void writeArray(DicomJsonArray array) throws IOException {
        for (Path file : files) {
            current = file;
            array.add(DicomReader.read(file).dataSet());
        }
        array.finish();
    }
}
