package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Responses;

/** {@code vuzol dicom move}. */
@Command(name = "move", description = "Lets a node send objects to another one that it knows (C-MOVE).")
final class MoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private RetrieveOptions what;

    @Option(names = "--to", required = true, paramLabel = "AET", description = "AE title of the node to send them to.")
    private String destination;

    @Override
    public Integer call() {
        String model = what.root().move();
        DataSet identifier = what.identifier();
        return node.over(options -> options.context(model), association -> move(association, model, identifier));
    }

    private int move(Association association, String model, DataSet identifier) throws IOException {
        Retrieval retrieval;
        try (Progress progress = Progress.on(spec.commandLine().getErr());
                Responses responses = association.move(model, identifier, destination)) {
            retrieval = Retrieval.follow(Dimse.C_MOVE, responses, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (node.json()) {
            out.println(retrieval.toJson().toPrettyString());
        } else {
            retrieval.print(out);
        }
        return retrieval.exitCode();
    }
}
