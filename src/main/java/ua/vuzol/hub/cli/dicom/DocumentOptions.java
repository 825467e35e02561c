package ua.vuzol.hub.cli.dicom;

import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import ua.vuzol.dicom.model.BulkDataPolicy;
import ua.vuzol.dicom.model.ModelOptions;

/** How files are shown as documents, in JSON or XML. */
final class DocumentOptions {
    private static final int MAX_INLINE = 1024;

    @Option(
            names = "--inline",
            description =
                    "Holds values of more than 1024 bytes in the document too, instead of a URI of the file and the path of"
                            + " the element in it; compressed pixel data has a URI all the same.")
    private boolean inline;

    @Option(names = "--compact", description = "Without line breaks and indentation.")
    private boolean compact;

    /** @param file the one that is being written, whose URI stands before the # */
    ModelOptions of(Supplier<Path> file) {
        long most = inline ? Long.MAX_VALUE : MAX_INLINE;
        ModelOptions options = ModelOptions.defaults()
                .withBulkData(BulkDataPolicy.longerThan(most, path -> file.get().toUri() + "#" + path));
        return compact ? options : options.withIndentation();
    }
}
