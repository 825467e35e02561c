package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.SubOperations;
import ua.vuzol.hub.cli.ExitCode;

/** How a C-MOVE or C-GET ended. */
record Retrieval(Dimse service, Status status, SubOperations counts, List<String> failedUids) {

    /** Follows the responses to the end, telling the numbers as they come. */
    static Retrieval follow(Dimse service, Responses responses, Progress progress) throws IOException {
        DimseResponse response = responses.next();
        while (response.status().isPending()) {
            SubOperations counts = SubOperations.of(response.command());
            progress.tell(String.format(
                    Locale.ROOT,
                    "%s%s",
                    counts(counts),
                    counts.remaining() > 0 ? ", " + counts.remaining() + " to go" : ""));
            response = responses.next();
        }
        return new Retrieval(
                service,
                response.status(),
                SubOperations.of(response.command()),
                Responses.failedSopInstanceUids(response));
    }

    private static String counts(SubOperations counts) {
        return String.format(
                Locale.ROOT,
                "%d completed, %d with a warning, %d failed",
                counts.completed(),
                counts.warning(),
                counts.failed());
    }

    int exitCode() {
        boolean good = !status.isFailure() && status.category() != Status.Category.CANCEL && counts.failed() == 0;
        return good ? ExitCode.SUCCESS : ExitCode.FINDING;
    }

    void print(PrintWriter out) {
        failedUids.forEach(uid -> out.println("failed  " + Printable.of(uid)));
        boolean nothing = status.isSuccess() && counts.equals(new SubOperations(0, 0, 0, 0));
        out.println(nothing ? "No object matches." : Outcome.of(service, status) + "; " + counts(counts) + ".");
    }

    ObjectNode toJson() {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("status", Outcome.code(status))
                .put("comment", status.comment())
                .put("completed", counts.completed())
                .put("warning", counts.warning())
                .put("failed", counts.failed())
                .put("remaining", counts.remaining());
        ArrayNode uids = answer.putArray("failedSopInstanceUids");
        failedUids.forEach(uids::add);
        return answer;
    }
}
