package ua.vuzol.hub.cli.dicom;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.model.BulkDataPolicy;
import ua.vuzol.dicom.model.DicomJson;
import ua.vuzol.dicom.model.DicomJsonArray;
import ua.vuzol.dicom.model.ModelOptions;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom json}. */
@Command(
        name = "json",
        description = "Prints files in the DICOM JSON Model (PS3.18 F): one as an object, several as an array.")
final class JsonCommand implements Callable<Integer> {
    private static final int MAX_INLINE = 1024;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "What to print.")
    private List<Path> files;

    @Option(
            names = "--inline",
            description =
                    "Holds values of more than 1024 bytes in the document too, instead of a URI of the file and the path of"
                            + " the element in it; compressed pixel data has a URI all the same.")
    private boolean inline;

    @Option(names = "--compact", description = "Without line breaks and indentation.")
    private boolean compact;

    @Override
    public Integer call() {
        Path at = files.get(0);
        Writer writer = new BufferedWriter(spec.commandLine().getOut());
        try {
            OutputStream out = new WriterOutput(writer);
            if (files.size() == 1) {
                DicomJson.write(DicomReader.read(at).dataSet(), out, options(at));
            } else {
                DicomJsonArray array = DicomJson.array(out, options(at));
                for (Path file : files) {
                    at = file;
                    array.add(DicomReader.read(file).dataSet());
                }
                array.finish();
            }
        } catch (IOException e) {
            throw FileProblem.with(at, e);
        } catch (DicomException e) {
            throw FileProblem.with(at, e);
        }
        return ExitCode.SUCCESS;
    }

    private ModelOptions options(Path file) {
        long most = inline ? Long.MAX_VALUE : MAX_INLINE;
        ModelOptions options = ModelOptions.defaults()
                .withBulkData(BulkDataPolicy.longerThan(most, path -> file.toUri() + "#" + path));
        return compact ? options : options.withIndentation();
    }
}
