package ua.vuzol.intake.record;

import com.linuxense.javadbf.DBFField;
import com.linuxense.javadbf.DBFReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Gives text, numbers and dates as they stand in the table. The library would decode wrong bytes silently, and turn an
 * impossible date into another one; so it reads Latin-1, which keeps every byte, and the caller decodes.
 */
final class RawDbfReader extends DBFReader {

    /** Deleted rows are shown, marked by a first value of true, so that rows can be counted. */
    RawDbfReader(InputStream in) {
        super(in, StandardCharsets.ISO_8859_1, true);
    }

    @Override
    protected Object getFieldValue(DBFField field) throws IOException {
        return switch (field.getType()) {
            case CHARACTER, NUMERIC, FLOATING_POINT, DATE -> {
                byte[] bytes = new byte[field.getLength()];
                dataInputStream.readFully(bytes);
                yield new String(bytes, StandardCharsets.ISO_8859_1);
            }
            default -> super.getFieldValue(field);
        };
    }
}
