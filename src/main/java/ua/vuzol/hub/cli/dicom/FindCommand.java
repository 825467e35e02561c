package ua.vuzol.hub.cli.dicom;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/** {@code vuzol dicom find}. */
@Command(name = "find", description = "Asks a node for patients, studies, series or images (C-FIND).")
final class FindCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private KeyOptions keys;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "STUDY",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private QueryLevel level;

    @Option(
            names = "--root",
            paramLabel = "ROOT",
            description = "Information model, ${COMPLETION-CANDIDATES}; STUDY but for patients.")
    private Optional<QueryRoot> root;

    @Option(
            names = "--only-keys",
            description = "Asks for the keys given with -k alone, not for the usual ones of the level too.")
    private boolean onlyKeys;

    @Mixin
    private LimitOption limit;

    @Override
    public Integer call() {
        String model = root.orElse(QueryRoot.usualFor(level)).find();
        Query query = new Query(model, identifier(), columns(), false, limit.most());
        return query.ask(node, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private DataSet identifier() {
        DataSet identifier = keys.identifier().put(Tag.QueryRetrieveLevel, level.name());
        usual().filter(key -> key.in(identifier).isEmpty()).forEach(key -> key.putInto(identifier, ""));
        return identifier;
    }

    private List<Query.Column> columns() {
        List<Query.Column> columns =
                new ArrayList<>(usual().map(Query.Column::of).toList());
        keys.given().stream()
                .map(key -> Query.Column.of(key.path()))
                .filter(column ->
                        columns.stream().noneMatch(usual -> usual.heading().equals(column.heading())))
                .forEach(columns::add);
        return columns;
    }

    private Stream<ElementPath> usual() {
        return onlyKeys ? Stream.empty() : level.shown().stream();
    }
}
