package ua.vuzol.hub.cli.dicom;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;

/** The keys of a query or retrieval. */
final class KeyOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "KEY[=VALUE]",
            converter = KeyValue.Converter.class,
            description =
                    "A key by keyword or gggg,eeee, inside sequences as Sequence[0].Keyword or Sequence/Keyword; to match"
                            + " with its value, to be shown without one.")
    private List<KeyValue> keys = List.of();

    List<KeyValue> given() {
        return keys;
    }

    boolean areAscii() {
        return keys.stream().allMatch(key -> key.value().chars().allMatch(c -> c < 0x80));
    }

    /** An identifier in UTF-8 with the keys that are given. */
    DataSet identifier() {
        DataSet identifier = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
        for (KeyValue key : keys) {
            try {
                key.putInto(identifier);
            } catch (DicomException e) {
                throw new ParameterException(spec.commandLine(), "-k " + key.path() + ": " + e.getMessage());
            }
        }
        return identifier;
    }
}
