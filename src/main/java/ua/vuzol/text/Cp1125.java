package ua.vuzol.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** CP1125: ASCII below 0x80, above it the 128 characters of RST 2018-91 read from a resource. */
final class Cp1125 extends Charset {
    static final Charset INSTANCE = new Cp1125();

    private static final int HALF = 128;

    private final char[] upper = new char[HALF];
    private final byte[] byteOf = new byte[Character.MAX_VALUE + 1];

    private Cp1125() {
        super("CP1125", new String[] {"IBM1125", "RUSCII", "RST-2018-91", "1125", "CP866U"});
        String table = table();
        if (table.length() != HALF) {
            throw new IllegalStateException("cp1125.txt must hold " + HALF + " characters, not " + table.length());
        }
        table.getChars(0, HALF, upper, 0);
        for (int i = 0; i < HALF; i++) {
            byteOf[upper[i]] = (byte) (HALF + i);
        }
    }

    private static String table() {
        try (InputStream in = Cp1125.class.getResourceAsStream("cp1125.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean contains(Charset other) {
        return other instanceof Cp1125 || other.equals(StandardCharsets.US_ASCII);
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new CharsetDecoder(this, 1, 1) {
            @Override
            protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    byte b = in.get();
                    out.put(b >= 0 ? (char) b : upper[b + HALF]);
                }
                return CoderResult.UNDERFLOW;
            }
        };
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new CharsetEncoder(this, 1, 1) {
            @Override
            protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                while (in.hasRemaining()) {
                    if (!out.hasRemaining()) {
                        return CoderResult.OVERFLOW;
                    }
                    char c = in.get(in.position());
                    if (c >= HALF && byteOf[c] == 0) {
                        return unencodable(in, c);
                    }
                    in.get();
                    out.put(c < HALF ? (byte) c : byteOf[c]);
                }
                return CoderResult.UNDERFLOW;
            }

            private CoderResult unencodable(CharBuffer in, char c) {
                if (!Character.isSurrogate(c)) {
                    return CoderResult.unmappableForLength(1);
                }
                if (Character.isLowSurrogate(c)) {
                    return CoderResult.malformedForLength(1);
                }
                if (in.remaining() < 2) {
                    return CoderResult.UNDERFLOW;
                }
                return Character.isLowSurrogate(in.get(in.position() + 1))
                        ? CoderResult.unmappableForLength(2)
                        : CoderResult.malformedForLength(1);
            }
        };
    }
}
