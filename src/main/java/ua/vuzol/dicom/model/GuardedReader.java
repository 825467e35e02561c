package ua.vuzol.dicom.model;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/**
 * The characters of a document on the way to a parser that keeps a name, an attribute or a comment in memory however long it is:
 * they end in a failure if too many are read for one event. Remembers what failed, since the parser wraps it in its own.
 */
final class GuardedReader extends FilterReader {

    private final long limit;
    private long sinceEvent;
    private Optional<IOException> failure = Optional.empty();
    private boolean beyondLimit;

    GuardedReader(Reader in, long limit) {
        super(in);
        this.limit = limit;
    }

    /** Says that the parser has given an event, so that it begins anew. */
    void event() {
        sinceEvent = 0;
    }

    /** What the stream failed with. */
    Optional<IOException> failure() {
        return failure;
    }

    boolean isBeyondLimit() {
        return beyondLimit;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] characters, int from, int length) throws IOException {
        try {
            int count = super.read(characters, from, length);
            sinceEvent += Math.max(0, count);
            if (sinceEvent > limit) {
                beyondLimit = true;
                throw new IOException("More than " + limit + " characters in one piece");
            }
            return count;
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }
}
