package ua.vuzol.intake.record;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import ua.vuzol.intake.UnreadableInputException;

/** Text of a device: ends at the DOS end-of-file mark (0x1A), and control characters show that it is not text at all. */
final class DeviceText extends FilterReader {
    private static final char DOS_END_OF_FILE = 0x1A;

    private boolean ended;

    DeviceText(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = ended ? -1 : super.read(target, offset, length);
        for (int i = offset; i < offset + count; i++) {
            char c = target[i];
            if (c == DOS_END_OF_FILE) {
                ended = true;
                return i == offset ? -1 : i - offset;
            }
            if (c < ' ' && "\t\n\f\r".indexOf(c) < 0) {
                throw new UnreadableInputException(String.format(
                        "The file is not text: it holds the control character 0x%02X; check the sidecar format and encoding"
                                + " in the source's profile.",
                        (int) c));
            }
        }
        return count;
    }
}
