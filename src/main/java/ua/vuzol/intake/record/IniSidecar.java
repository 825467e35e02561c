package ua.vuzol.intake.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import ua.vuzol.intake.UnreadableInputException;

/**
 * A file of {@code [Section]} lines and {@code key=value} lines, one record in all: fields are named {@code Section.key}, or
 * {@code key} before the first section. Lines that begin with {@code ;} or {@code #} are comments.
 */
final class IniSidecar {
    private final RecordCollector records;

    IniSidecar(RecordCollector records) {
        this.records = records;
    }

    void read(Reader text) throws IOException {
        BufferedReader lines = new BufferedReader(text);
        String section = "";
        boolean anything = false;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            String content = line.strip();
            if (content.isEmpty() || content.startsWith(";") || content.startsWith("#")) {
                continue;
            }
            int equals = content.indexOf('=');
            if (content.startsWith("[") && content.endsWith("]")) {
                section = content.substring(1, content.length() - 1).strip() + ".";
            } else if (equals > 0) {
                String key = content.substring(0, equals).strip();
                records.field(
                        section + key, unquoted(content.substring(equals + 1).strip()));
                anything = true;
            } else {
                throw new UnreadableInputException("Line " + number
                        + " is neither [Section] nor key=value; check that the profile's sidecar format is right, or let"
                        + " the device write the file again.");
            }
        }
        if (!anything) {
            throw new UnreadableInputException("The file holds no key=value line; let the device write it again.");
        }
        records.endRecord();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
