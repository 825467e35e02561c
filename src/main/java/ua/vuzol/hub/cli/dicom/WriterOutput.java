package ua.vuzol.hub.cli.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A stream of UTF-8 whose text goes to a writer, which stays open. */
final class WriterOutput extends OutputStream {
    private static final int BUFFER = 8192;
    /** Bytes of a character that are not all there yet. */
    private static final int MAX_LEFT = 4;

    private final Writer writer;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER + MAX_LEFT);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER + MAX_LEFT);

    WriterOutput(Writer writer) {
        this.writer = writer;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
        int at = from;
        while (at < from + length) {
            int count = Math.min(bytes.remaining(), from + length - at);
            bytes.put(source, at, count).flip();
            at += count;
            decoder.decode(bytes, chars, false);
            bytes.compact();
            writer.write(chars.array(), 0, chars.position());
            chars.clear();
        }
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }
}
