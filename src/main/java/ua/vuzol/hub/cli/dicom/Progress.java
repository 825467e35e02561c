package ua.vuzol.hub.cli.dicom;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far a command has come: one line that changes on a terminal, and elsewhere a line now and then. Closing it clears the
 * line. Any thread may tell.
 */
final class Progress implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001B[K";
    private static final long ON_TERMINAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ELSEWHERE = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private long last;
    private boolean shown;

    /** @param nanoTime as {@link System#nanoTime} */
    Progress(PrintWriter out, boolean terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    static Progress on(PrintWriter out) {
        return new Progress(out, System.console() != null, System::nanoTime);
    }

    synchronized void tell(String line) {
        long now = nanoTime.getAsLong();
        if (now - last < (terminal ? ON_TERMINAL : ELSEWHERE)) {
            return;
        }
        last = now;
        shown = true;
        if (terminal) {
            out.print(CLEAR_LINE + line);
        } else {
            out.println(line);
        }
        out.flush();
    }

    @Override
    public synchronized void close() {
        if (terminal && shown) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
