package ua.vuzol.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** A tab-separated UTF-8 text table: lines that are empty or begin with # are comments. */
record Table(Path file, List<Row> rows) {

    record Row(Path file, int line, List<String> cells) {

        String cell(int index) {
            return cells.get(index);
        }

        MappingException wrong(String problem) {
            return new MappingException(file, line, problem);
        }
    }

    /** @throws MappingException if the file cannot be read or a row has fewer than {@code columns} cells */
    static Table load(Path file, int columns) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new MappingException(file, "cannot be read as UTF-8 text: " + e, e);
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = Normalizer.normalize(lines.get(i), Normalizer.Form.NFC);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Row row = new Row(file, i + 1, List.of(line.split("\t", -1)));
            if (row.cells().size() < columns) {
                throw row.wrong("expected " + columns + " cells separated by tabs, found "
                        + row.cells().size());
            }
            rows.add(row);
        }
        return new Table(file, List.copyOf(rows));
    }
}
