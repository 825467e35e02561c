package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.UserInformation;
import ua.vuzol.hub.cli.ExitCode;

/** {@code vuzol dicom echo}. */
@Command(name = "echo", description = "Asks a node whether it is there (C-ECHO).")
final class EchoCommand implements Callable<Integer> {
    private record Echo(Status status, long nanos) {}

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How often; ${DEFAULT-VALUE}.")
    private int count;

    @Override
    public Integer call() {
        if (count < 1) {
            throw node.wrongUse("-n is at least 1");
        }
        long start = System.nanoTime();
        return node.over(AssociationOptions.Builder::verification, association -> {
            long associated = System.nanoTime() - start;
            return echo(association, associated);
        });
    }

    private int echo(Association association, long associated) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Echo> echoes = new ArrayList<>();
        if (!node.json()) {
            out.println(describe(association, associated));
        }
        for (int i = 1; i <= count; i++) {
            long sent = System.nanoTime();
            Status status = association.echo();
            Echo echo = new Echo(status, System.nanoTime() - sent);
            if (node.json()) {
                echoes.add(echo);
            } else {
                out.printf(
                        Locale.ROOT,
                        "echo %d: %s in %.1f ms%n",
                        i,
                        Outcome.of(Dimse.C_ECHO, status),
                        millis(echo.nanos()));
            }
            if (!status.isSuccess()) {
                print(association, associated, echoes);
                return ExitCode.FINDING;
            }
        }
        print(association, associated, echoes);
        return ExitCode.SUCCESS;
    }

    private static String describe(Association association, long associated) {
        UserInformation peer = association.accepted();
        String name = peer.implementationVersionName().isEmpty() ? "" : " " + peer.implementationVersionName();
        return String.format(
                Locale.ROOT,
                "%s is of implementation%s (%s), takes PDUs of %s; associated in %.1f ms",
                association.remoteAeTitle(),
                Printable.of(name),
                Printable.of(peer.implementationClassUid()),
                peer.maxPduLength() == 0 ? "any length" : peer.maxPduLength() + " bytes",
                millis(associated));
    }

    private void print(Association association, long associated, List<Echo> echoes) {
        if (!node.json()) {
            return;
        }
        UserInformation peer = association.accepted();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("node", association.remoteAeTitle())
                .put("implementationClassUid", peer.implementationClassUid())
                .put("implementationVersionName", peer.implementationVersionName())
                .put("maxPduLength", peer.maxPduLength())
                .put("associatedInMillis", millis(associated));
        ArrayNode array = answer.putArray("echoes");
        echoes.forEach(echo ->
                array.addObject().put("status", Outcome.code(echo.status())).put("millis", millis(echo.nanos())));
        spec.commandLine().getOut().println(answer.toPrettyString());
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
