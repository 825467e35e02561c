package ua.vuzol.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Decodes a stream and stops at the first byte that is no character, which {@link java.io.InputStreamReader} cannot name. */
final class StrictReader extends Reader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(8192).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(8192).limit(0);
    private long decoded;
    private boolean atStart = true;
    private boolean endOfBytes;
    private boolean finished;

    StrictReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = Encodings.strictDecoder(charset);
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!chars.hasRemaining()) {
            if (finished) {
                return -1;
            }
            decodeMore();
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    private void decodeMore() throws IOException {
        chars.clear();
        int before = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, endOfBytes);
        decoded += bytes.position() - before;
        if (result.isError()) {
            throw new TextDecodingException(decoder.charset().name(), decoded);
        }
        if (result.isUnderflow()) {
            if (!endOfBytes) {
                readMore();
            } else {
                finished = decoder.flush(chars).isUnderflow();
            }
        }
        chars.flip();
        if (atStart && chars.hasRemaining()) {
            atStart = false;
            if (chars.get(0) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }

    private void readMore() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        endOfBytes = count < 0;
        bytes.position(bytes.position() + Math.max(count, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
