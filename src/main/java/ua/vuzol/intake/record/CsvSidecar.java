package ua.vuzol.intake.record;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import ua.vuzol.intake.UnreadableInputException;

/** A table of separated values: a row is a record. */
final class CsvSidecar {
    private final SidecarSpec spec;
    private final RecordCollector records;

    CsvSidecar(SidecarSpec spec, RecordCollector records) {
        this.spec = spec;
        this.records = records;
    }

    void read(Reader text) throws IOException {
        boolean header = spec.option("header", "yes").equals("yes");
        List<String> columns = configuredColumns();
        CellCounter cells = new CellCounter(text, delimiter().charAt(0));
        try (CSVParser rows =
                CSVParser.builder().setReader(cells).setFormat(format()).get()) {
            for (CSVRecord row : rows) {
                cells.endRow();
                if (header) {
                    columns = columns.isEmpty() ? row.toList() : columns;
                    header = false;
                } else {
                    readRow(row, columns);
                }
            }
        } catch (UncheckedIOException e) {
            throw asUnreadable(e.getCause());
        } catch (CSVException e) {
            throw asUnreadable(e);
        }
    }

    /** Broken quoting comes as an I/O exception of its own type; the disk's failures stay what they are. */
    private static UnreadableInputException asUnreadable(IOException e) throws IOException {
        if (e instanceof CSVException) {
            return new UnreadableInputException(
                    "The table breaks off within a quoted value or its quotes do not match; check the quote character in"
                            + " the profile, or let the device write the file again.",
                    e);
        }
        throw e;
    }

    private void readRow(CSVRecord row, List<String> columns) {
        List<String> names = columns.isEmpty() ? numbers(row.size()) : columns;
        if (row.size() < names.size() || !isBlankFrom(row, names.size())) {
            throw new UnreadableInputException("Row " + row.getRecordNumber() + " has " + row.size()
                    + " values for " + names.size() + " columns; check the delimiter in the profile, or let the device"
                    + " write the file again.");
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            records.field(name.isEmpty() ? String.valueOf(i + 1) : name, row.get(i));
        }
        records.endRecord();
    }

    /** Some devices end every row with a delimiter more than the header has. */
    private static boolean isBlankFrom(CSVRecord row, int from) {
        return IntStream.range(from, row.size()).allMatch(i -> row.get(i).isBlank());
    }

    private static List<String> numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
    }

    private List<String> configuredColumns() {
        String columns = spec.option("columns", "");
        return columns.isBlank() ? List.of() : new ArrayList<>(List.of(columns.split(",", -1)));
    }

    private CSVFormat format() {
        String quote = spec.option("quote", "\"");
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter())
                .setQuote(quote.equals("none") ? null : quote.charAt(0))
                .setIgnoreEmptyLines(true)
                .get();
    }

    private String delimiter() {
        String delimiter = spec.option("delimiter", ",");
        return delimiter.equals("tab") ? "\t" : delimiter;
    }
}
