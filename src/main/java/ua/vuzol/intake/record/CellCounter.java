package ua.vuzol.intake.record;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import ua.vuzol.intake.UnreadableInputException;

/** Refuses a row of absurdly many cells before the table's parser has gathered them all in memory. */
final class CellCounter extends FilterReader {
    private static final int MAX_CELLS_IN_ROW = 100_000;

    private final char delimiter;
    private int cells;

    CellCounter(Reader in, char delimiter) {
        super(in);
        this.delimiter = delimiter;
    }

    void endRow() {
        cells = 0;
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        count((char) c);
        return c;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        for (int i = offset; i < offset + count; i++) {
            count(target[i]);
        }
        return count;
    }

    private void count(char c) {
        if (c == delimiter && ++cells > MAX_CELLS_IN_ROW) {
            throw new UnreadableInputException("A row has more than " + MAX_CELLS_IN_ROW
                    + " columns; check the sidecar format and the delimiter in the source's profile.");
        }
    }
}
