package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.dicom.net.Services;

/** {@code vuzol dicom get}. */
@Command(name = "get", description = "Fetches objects from a node into a folder (C-GET).")
final class GetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private RetrieveOptions what;

    @Option(
            names = "--into",
            required = true,
            paramLabel = "FOLDER",
            description = "Where to write them; made if it is not there.")
    private Path folder;

    @Option(
            names = "--sop-class",
            paramLabel = "UID",
            description =
                    "Storage SOP class to fetch objects of; may be repeated. Without it those that are in common use.")
    private List<String> sopClasses = List.of();

    @Option(
            names = "--transfer-syntax",
            paramLabel = "UID|KEYWORD",
            converter = TransferSyntaxConverter.class,
            description =
                    "Compressed transfer syntax to take; may be repeated. Without it the node chooses one of the usual ones"
                            + " for each SOP class.")
    private List<TransferSyntax> syntaxes = List.of();

    @Override
    public Integer call() {
        String model = what.root().get();
        DataSet identifier = what.identifier();
        GetProposal proposal = new GetProposal(model, sopClasses, syntaxes);
        if (proposal.size() > AssociationOptions.MAX_CONTEXTS) {
            throw node.wrongUse(
                    "%d presentation contexts are more than the %d of an association; name fewer with --sop-class"
                            .formatted(proposal.size(), AssociationOptions.MAX_CONTEXTS));
        }
        ReceivedFiles files = files();
        Services services = Services.builder().store(uid -> true, files::store).build();
        return node.over(
                options -> proposal.into(options.services(services)),
                association -> get(association, model, identifier, files));
    }

    private ReceivedFiles files() {
        try {
            return new ReceivedFiles(folder);
        } catch (IOException e) {
            throw FileProblem.with(folder, e);
        }
    }

    private int get(Association association, String model, DataSet identifier, ReceivedFiles files) throws IOException {
        Retrieval retrieval;
        try (Progress progress = Progress.on(spec.commandLine().getErr());
                Responses responses = association.get(model, identifier)) {
            retrieval = Retrieval.follow(Dimse.C_GET, responses, progress);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (node.json()) {
            ObjectNode answer = retrieval.toJson();
            ArrayNode array = answer.putArray("files");
            files.files().forEach(file -> array.add(file.toString()));
            out.println(answer.toPrettyString());
        } else {
            retrieval.print(out);
            out.println(files.files().size() + " file(s) written into " + folder);
        }
        if (retrieval.counts().failed() > 0) {
            spec.commandLine().getErr().println(advice(files));
        }
        return retrieval.exitCode();
    }

    private static String advice(ReceivedFiles files) {
        return files.problem()
                .map(problem -> "An object could not be written: " + problem)
                .orElse("What failed may be of a class or compression that was not proposed:"
                        + " name it with --sop-class or --transfer-syntax.");
    }
}
