package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.model.DicomJson;
import ua.vuzol.dicom.model.DicomJsonArray;
import ua.vuzol.dicom.model.ModelOptions;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.Responses;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.hub.cli.ExitCode;
import ua.vuzol.hub.cli.Table;

/**
 * A C-FIND whose matches are printed.
 *
 * @param sorted whether the rows of the table are in the order of their cells, and not as they came
 * @param most the matches that are taken before the rest is cancelled
 */
record Query(String sopClassUid, DataSet identifier, List<Column> columns, boolean sorted, int most) {

    /** A column of the table: its heading and the element in it. */
    record Column(String heading, ElementPath element) {
        static Column of(ElementPath element) {
            return new Column(element.label(), element);
        }

        String cell(DataSet match) {
            return element.in(match).map(ElementText::ofCell).orElse("");
        }
    }

    /** Takes a match. */
    @FunctionalInterface
    private interface Sink {
        void match(DataSet match) throws IOException;
    }

    /** Asks a node and prints what it answers, in the way that its options say. */
    int ask(NodeOptions node, PrintWriter out, PrintWriter err) {
        return node.over(
                options -> options.context(sopClassUid),
                association -> node.json() ? printJson(association, out, err) : print(association, out, err));
    }

    private int print(Association association, PrintWriter out, PrintWriter err) throws IOException {
        List<DataSet> matches = new ArrayList<>();
        Status status = run(association, matches::add, err);
        if (matches.isEmpty()) {
            if (!status.isFailure()) {
                out.println("No match.");
            }
        } else {
            Table table = new Table(columns.stream().map(Column::heading).toArray(String[]::new));
            Stream<List<String>> rows = matches.stream()
                    .map(match ->
                            columns.stream().map(column -> column.cell(match)).toList());
            (sorted ? rows.sorted(Comparator.comparing(List::toString)) : rows)
                    .forEach(row -> table.row(row.toArray(String[]::new)));
            table.print(out);
        }
        return end(status, err);
    }

    /** As an array of the DICOM JSON Model, which a failure leaves without its end. */
    private int printJson(Association association, PrintWriter out, PrintWriter err) throws IOException {
        DicomJsonArray array =
                DicomJson.array(new WriterOutput(out), ModelOptions.defaults().withIndentation());
        Status status = run(association, array::add, err);
        if (!status.isFailure()) {
            array.finish();
        }
        return end(status, err);
    }

    private Status run(Association association, Sink sink, PrintWriter err) throws IOException {
        int count = 0;
        boolean left = false;
        try (Responses responses = association.find(sopClassUid, identifier)) {
            DimseResponse response = responses.next();
            while (response.status().isPending()) {
                left = left || count == most;
                if (response.dataSet().isPresent() && count < most) {
                    sink.match(response.dataSet().get());
                    count++;
                }
                if (count == most) {
                    responses.cancel();
                }
                response = responses.next();
            }
            if (left || response.status().equals(Status.CANCEL)) {
                err.println("These are the first " + count + "; there are more, or may be.");
            }
            return response.status();
        }
    }

    private static int end(Status status, PrintWriter err) {
        if (!status.isFailure()) {
            return ExitCode.SUCCESS;
        }
        err.println("The node refused the query: " + Outcome.of(Dimse.C_FIND, status) + ". " + advice(status));
        return ExitCode.FINDING;
    }

    private static String advice(Status status) {
        return status.code() >> 8 == 0xA9
                ? "Levels below the first need the unique keys of those above, such as -k StudyInstanceUID=..., and --root"
                        + " must be one the node has."
                : "Read its log.";
    }
}
