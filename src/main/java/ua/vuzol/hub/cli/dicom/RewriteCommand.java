package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.CharacterSetConversion;
import ua.vuzol.dicom.data.CharacterSetConversion.Outcome;
import ua.vuzol.dicom.data.CharacterSetConversion.Remark;
import ua.vuzol.dicom.data.CyrillicReplacements;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SpecificCharacterSet;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.io.DicomObject;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;
import ua.vuzol.dicom.model.BulkDataResolver;
import ua.vuzol.dicom.model.DicomJson;
import ua.vuzol.dicom.model.DicomXml;
import ua.vuzol.hub.cli.ExitCode;
import ua.vuzol.hub.cli.Finding;

/** {@code vuzol dicom rewrite}. */
@Command(
        name = "rewrite",
        description = "Writes a DICOM file anew, with what is to be different; all else stays byte for byte.")
final class RewriteCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "The file to read; a document of vuzol dicom json or xml if it is named so.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out;

    @Option(
            names = "--transfer-syntax",
            paramLabel = "UID|KEYWORD",
            converter = TransferSyntaxConverter.class,
            description = "A native one, for what is native.")
    private Optional<TransferSyntax> syntax;

    @Option(
            names = "--charset",
            paramLabel = "TERM",
            description = "Converts all text, such as to 'ISO_IR 192'; backslashes separate several terms.")
    private Optional<String> charset;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            converter = KeyValue.Converter.class,
            description =
                    "Sets an element, inside sequences as Sequence[0].Keyword or Sequence/Keyword; of a VR that the dictionary"
                            + " does not tell as 0009,1001:LO=VALUE.")
    private List<KeyValue> settings = List.of();

    @Option(
            names = "--remove",
            paramLabel = "KEY",
            converter = KeyValue.PathConverter.class,
            description = "Removes an element, named likewise.")
    private List<ElementPath> removals = List.of();

    @Option(names = "--force", description = "Replaces OUT if it is there, which may be IN.")
    private boolean force;

    private PrintWriter told;
    private boolean good = true;

    @Override
    public Integer call() {
        told = spec.commandLine().getOut();
        if (Files.exists(out) && !force) {
            throw new Finding(out + " is there already; nothing was written. Add --force to replace it.");
        }
        DicomObject object = read();
        DataSet dataSet = object.dataSet();
        removals.forEach(path ->
                told.println(path.removeFrom(dataSet) ? "removed " + path : path + " was not there to be removed"));
        settings.forEach(setting -> set(setting, dataSet));
        charset.ifPresent(terms -> convert(dataSet, SpecificCharacterSet.of(terms.split("\\\\", -1))));
        write(new DicomObject(object.fileMeta(), dataSet, target(object.transferSyntax())));
        return good ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    private DicomObject read() {
        try {
            String name = in.toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".json")) {
                return document(DicomJson::read);
            }
            return name.endsWith(".xml") ? document(DicomXml::read) : DicomReader.read(in);
        } catch (IOException e) {
            throw FileProblem.with(in, e);
        } catch (DicomException e) {
            throw FileProblem.with(in, e);
        }
    }

    /** Reads a document that holds a data set. */
    @FunctionalInterface
    private interface Model {
        DataSet read(InputStream document, ReadOptions options, BulkDataResolver resolver) throws IOException;
    }

    private DicomObject document(Model model) throws IOException {
        try (InputStream document = Files.newInputStream(in)) {
            DataSet dataSet = model.read(document, ReadOptions.defaults(), BulkDataResolver.none());
            return DicomObject.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        }
    }

    private void set(KeyValue setting, DataSet dataSet) {
        try {
            setting.putInto(dataSet);
            told.println("set " + setting.path());
        } catch (DicomException e) {
            throw wrongUse("--set " + setting.path() + ": " + e.getMessage());
        }
    }

    private void convert(DataSet dataSet, SpecificCharacterSet target) {
        try {
            List<Remark> remarks = CharacterSetConversion.convert(dataSet, target, new CyrillicReplacements());
            told.println("text is in " + target);
            remarks.forEach(remark -> told.println("  " + remark.path() + ": " + sentence(remark)));
            good = remarks.stream().allMatch(remark -> remark.outcome() == Outcome.REPLACED);
        } catch (IllegalArgumentException e) {
            throw wrongUse("--charset: " + e.getMessage());
        } catch (DicomException e) {
            throw FileProblem.with(in, e);
        }
    }

    private static String sentence(Remark remark) {
        String character = remark.codePoint().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s (U+%04X)",
                        Printable.of(Character.toString(remark.codePoint().getAsInt())),
                        remark.codePoint().getAsInt());
        return switch (remark.outcome()) {
            case REPLACED -> character + " was replaced by what stands for it there";
            case LOST -> character + " is lost, there is a question mark instead";
            case KEPT -> "its bytes mean nothing in the character set they were declared in, and stay as they are";
        };
    }

    private TransferSyntax target(TransferSyntax source) {
        TransferSyntax target = syntax.orElse(source);
        if (target.encapsulated() && !target.uid().equals(source.uid())) {
            throw new Finding("%s is compressed; this tool neither compresses nor decompresses. Nothing was written."
                    .formatted(TransferSyntaxConverter.name(target)));
        }
        return target;
    }

    private void write(DicomObject object) {
        try {
            DicomWriter.write(object, out);
            told.println("wrote %s, %d bytes, in %s"
                    .formatted(out, Files.size(out), TransferSyntaxConverter.name(object.transferSyntax())));
        } catch (IOException e) {
            throw FileProblem.with(out, e);
        } catch (DicomException e) {
            throw new Finding(e.getMessage() + ". Nothing was written.");
        }
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
