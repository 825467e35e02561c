package ua.vuzol.intake.record;

import com.linuxense.javadbf.DBFDataType;
import com.linuxense.javadbf.DBFException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.stream.Stream;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/**
 * dBase and FoxPro tables: a row that is not deleted is a record. The table's own code page byte is not asked, for devices
 * leave it empty or wrong; the profile's encoding counts.
 */
final class DbfSidecar {
    private final SidecarSpec spec;
    private final RecordCollector records;

    DbfSidecar(SidecarSpec spec, RecordCollector records) {
        this.spec = spec;
        this.records = records;
    }

    void read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                RawDbfReader table = new RawDbfReader(in)) {
            Optional<Path> memo = memoFile(file);
            if (memo.isPresent()) {
                table.setMemoFile(memo.get().toFile(), false);
            }
            readRows(table);
        } catch (DBFException | IndexOutOfBoundsException | IllegalArgumentException | NegativeArraySizeException e) {
            if (e.getCause() instanceof IOException disk && !(disk instanceof EOFException)) {
                throw disk;
            }
            throw new UnreadableInputException(
                    "The file is not a whole dBase table; check the sidecar format in the source's profile, or let the"
                            + " device write the file again.",
                    e);
        }
    }

    private void readRows(RawDbfReader table) {
        if (table.getRecordCount() < 0 || table.getFieldCount() < 2) {
            throw new DBFException("no fields");
        }
        int rows = 0;
        for (Object[] row = table.nextRecord();
                row != null && rows < table.getRecordCount();
                row = table.nextRecord()) {
            rows++;
            if (Boolean.FALSE.equals(row[0])) {
                for (int i = 1; i < row.length; i++) {
                    DBFDataType type = table.getField(i).getType();
                    String name = decode(table.getField(i).getName().strip(), rows, "a field's name");
                    records.field(name, text(type, row[i], rows, name));
                }
                records.endRecord();
            }
        }
        if (rows < table.getRecordCount()) {
            throw new UnreadableInputException("The table breaks off after row " + rows + " of "
                    + table.getRecordCount() + "; let the device write the file again.");
        }
    }

    private String text(DBFDataType type, Object value, int row, String field) {
        if (value instanceof String raw) {
            String text = decode(raw, row, field).replace("\0", "").strip();
            return type == DBFDataType.DATE && text.matches("\\d{8}")
                    ? text.substring(0, 4) + "-" + text.substring(4, 6) + "-" + text.substring(6)
                    : text;
        }
        if (value instanceof Date time) {
            return LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault())
                    .toString();
        }
        if (value == null || value instanceof byte[]) {
            return "";
        }
        return value.toString();
    }

    private String decode(String raw, int row, String field) {
        try {
            return Encodings.decodeStrictly(raw.getBytes(StandardCharsets.ISO_8859_1), spec.encoding());
        } catch (TextDecodingException e) {
            throw new UnreadableInputException(
                    "In row " + row + " " + field + " is not text in " + e.charset() + ": byte " + e.byteOffset()
                            + " of it is no character; check the encoding in the source's profile.",
                    e);
        }
    }

    /** The {@code .dbt} or {@code .fpt} of the same name beside the table, whatever the case. */
    private Optional<Path> memoFile(Path file) throws IOException {
        String table = file.getFileName().toString();
        int dot = table.lastIndexOf('.');
        String base = dot < 0 ? table : table.substring(0, dot);
        try (Stream<Path> siblings = Files.list(file.toAbsolutePath().getParent())) {
            Optional<Path> memo = siblings.filter(sibling -> {
                        String name = sibling.getFileName().toString();
                        return name.equalsIgnoreCase(base + ".dbt") || name.equalsIgnoreCase(base + ".fpt");
                    })
                    .findFirst();
            if (memo.isPresent() && Files.size(memo.get()) > records.limits().fileBytes()) {
                throw new UnreadableInputException("The memo file beside the table is larger than "
                        + records.limits().fileBytes() + " bytes.");
            }
            return memo;
        }
    }
}
