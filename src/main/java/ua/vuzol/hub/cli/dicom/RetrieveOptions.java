package ua.vuzol.hub.cli.dicom;

import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/** What to retrieve: unique keys, and the level that they are of. */
final class RetrieveOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private KeyOptions keys;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "${COMPLETION-CANDIDATES}; the lowest that has a unique key if not given.")
    private Optional<QueryLevel> level;

    @Option(
            names = "--root",
            paramLabel = "ROOT",
            description = "Information model, ${COMPLETION-CANDIDATES}; STUDY but for patients.")
    private Optional<QueryRoot> root;

    QueryRoot root() {
        return root.orElseGet(() -> QueryRoot.usualFor(level(keys.identifier())));
    }

    /** Without a character set where it needs none, for some nodes take nothing but unique keys. */
    DataSet identifier() {
        DataSet identifier = keys.identifier();
        if (keys.areAscii()) {
            identifier.remove(Tag.SpecificCharacterSet);
        }
        return identifier.put(Tag.QueryRetrieveLevel, level(identifier).name());
    }

    private QueryLevel level(DataSet identifier) {
        return level.or(() -> QueryLevel.of(identifier))
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "Say what to retrieve, such as -k StudyInstanceUID=1.2.3"));
    }
}
