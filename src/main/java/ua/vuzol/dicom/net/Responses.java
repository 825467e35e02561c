package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/**
 * The responses to one C-FIND, C-MOVE or C-GET as they arrive: pending ones and then the final one. Closing it before the
 * end cancels the operation and waits for its end.
 */
public final class Responses implements AutoCloseable {

    private final Invocations.Invocation invocation;
    private final Canceller canceller;
    private boolean finished;
    private boolean cancelled;

    /** Sends C-CANCEL. */
    @FunctionalInterface
    interface Canceller {
        void cancel(int messageId) throws IOException;
    }

    Responses(Invocations.Invocation invocation, Canceller canceller) {
        this.invocation = invocation;
        this.canceller = canceller;
    }

    /** Whether the final response was taken. */
    public boolean isFinished() {
        return finished;
    }

    /**
     * Waits for the next response.
     *
     * @throws NoSuchElementException behind the final one
     * @throws AssociationException if the association ended before it came
     */
    public DimseResponse next() throws IOException {
        if (finished) {
            throw new NoSuchElementException("The final response was taken before");
        }
        boolean pending = false;
        try {
            DimseResponse response = invocation.next();
            pending = response.status().isPending();
            return response;
        } finally {
            if (!pending) {
                finished = true;
                invocation.close();
            }
        }
    }

    /**
     * The data sets of all pending responses, to the end.
     *
     * @throws DimseException if the final status is a failure
     */
    public List<DataSet> matches() throws IOException {
        List<DataSet> matches = new ArrayList<>();
        DimseResponse response = next();
        while (response.status().isPending()) {
            response.dataSet().ifPresent(matches::add);
            response = next();
        }
        response.orThrow();
        return matches;
    }

    /** The final response; pending ones before it are passed over. */
    public DimseResponse last() throws IOException {
        DimseResponse response = next();
        while (response.status().isPending()) {
            response = next();
        }
        return response;
    }

    /** Failed SOP Instance UID List (0008,0058) of the final response to a C-MOVE or C-GET. */
    public static List<String> failedSopInstanceUids(DimseResponse response) {
        return response.dataSet()
                .map(identifier -> identifier.strings(Tag.FailedSOPInstanceUIDList))
                .orElse(List.of());
    }

    /** Asks the peer to end (C-CANCEL-RQ); go on reading responses, the final one tells what became of it. */
    public void cancel() throws IOException {
        if (!finished && !cancelled) {
            cancelled = true;
            canceller.cancel(invocation.messageId());
        }
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            cancel();
            last();
        }
    }
}
