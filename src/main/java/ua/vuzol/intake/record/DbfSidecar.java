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
import java.util.EnumSet;
import java.util.Set;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.text.Encodings;
import ua.vuzol.text.TextDecodingException;

/**
 * dBase and FoxPro tables: a row that is not deleted is a record. The table's own code page byte is not asked, for devices
 * leave it empty or wrong; the profile's encoding counts. Memos are not read.
 */
final class DbfSidecar {
    /** Types of fields that hold but the number of a block in a memo file. */
    private static final Set<DBFDataType> ELSEWHERE = EnumSet.of(
            DBFDataType.MEMO, DBFDataType.BINARY, DBFDataType.GENERAL_OLE, DBFDataType.PICTURE, DBFDataType.BLOB);

    private final SidecarSpec spec;
    private final RecordCollector records;

    DbfSidecar(SidecarSpec spec, RecordCollector records) {
        this.spec = spec;
        this.records = records;
    }

    void read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                RawDbfReader table = new RawDbfReader(in)) {
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
        refuseWantedMemos(table);
        int rows = 0;
        for (Object[] row = table.nextRecord();
                row != null && rows < table.getRecordCount();
                row = table.nextRecord()) {
            rows++;
            if (Boolean.FALSE.equals(row[0])) {
                for (int i = 1; i < row.length; i++) {
                    DBFDataType type = table.getField(i).getType();
                    if (!ELSEWHERE.contains(type)) {
                        String name = decode(table.getField(i).getName().strip(), rows, "a field's name");
                        records.field(name, text(type, row[i], rows, name));
                    }
                }
                records.endRecord();
            }
        }
        if (rows < table.getRecordCount()) {
            throw new UnreadableInputException("The table breaks off after row " + rows + " of "
                    + table.getRecordCount() + "; let the device write the file again.");
        }
    }

    /** What stands in another file never comes with the table, for each file lands by itself: silence would pass for emptiness. */
    private void refuseWantedMemos(RawDbfReader table) {
        for (int i = 1; i < table.getFieldCount(); i++) {
            String name = decode(table.getField(i).getName().strip(), 0, "a field's name");
            if (ELSEWHERE.contains(table.getField(i).getType()) && spec.wants(name)) {
                throw new UnreadableInputException(
                        "The field " + name + " of the table is a memo, whose text stands in a"
                                + " .dbt or .fpt file that the hub does not read; take it out of the source's profile.");
            }
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
}
