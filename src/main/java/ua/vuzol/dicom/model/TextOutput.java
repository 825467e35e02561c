package ua.vuzol.dicom.model;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import ua.vuzol.dicom.data.BulkData;

/** Text in UTF-8 on its way to a stream that stays open. */
final class TextOutput {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final OutputStream out;

    TextOutput(OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_BYTES);
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins a line, two spaces to the right for each level. */
    void newLine(int level) throws IOException {
        write("\n" + "  ".repeat(level));
    }

    /** Copies bytes in Base64, through a small buffer. */
    void base64(BulkData data) throws IOException {
        try (OutputStream encoder = Base64.getEncoder().wrap(new Open(out))) {
            data.writeTo(encoder);
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Stays open when the encoder is closed to write its end. */
    private static final class Open extends FilterOutputStream {
        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {
            // what is behind it has more to come
        }
    }
}
