package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.Responses;

/**
 * The matches of a C-FIND as they come, to be gone through once. The association is theirs until the last was taken, or until
 * they are closed, which cancels the rest; the exchange closes them at its end.
 */
public final class FoundDataSets implements Iterable<DataSet>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FoundDataSets.class);

    private final AssociationPool.Lease lease;
    private final Requests requests;
    private final Responses responses;
    private Optional<DimseResponse> next;
    private boolean iterated;
    private boolean closed;

    private FoundDataSets(AssociationPool.Lease lease, Requests requests, Responses responses, DimseResponse first) {
        this.lease = lease;
        this.requests = requests;
        this.responses = responses;
        this.next = Optional.of(first);
    }

    /** Asks, and waits for the first answer. */
    static FoundDataSets begin(AssociationPool.Lease lease, Requests requests, Identifiers asked) throws IOException {
        Responses responses = lease.association().find(asked.sopClassUid(), asked.identifier());
        DimseResponse first = responses.next();
        requests.judged(Dimse.C_FIND, first.status());
        FoundDataSets found = new FoundDataSets(lease, requests, responses, first);
        if (!first.status().isPending()) {
            found.close();
        }
        return found;
    }

    /**
     * Only once.
     *
     * @return one that throws a {@link DicomOperationException} where the query fails half way
     */
    @Override
    public Iterator<DataSet> iterator() {
        if (iterated) {
            throw new IllegalStateException(
                    "The matches of a query can be gone through once; set lazy=false to keep them");
        }
        iterated = true;
        return new Each();
    }

    private boolean hasMore() {
        while (!closed && isWithoutMatch()) {
            advance();
        }
        return !closed;
    }

    private boolean isWithoutMatch() {
        return next.flatMap(DimseResponse::dataSet).isEmpty();
    }

    private void advance() {
        boolean goesOn = false;
        try {
            DimseResponse response = responses.next();
            requests.judged(Dimse.C_FIND, response.status());
            next = Optional.of(response);
            goesOn = response.status().isPending();
        } catch (IOException | DicomException e) {
            throw requests.lost(Dimse.C_FIND, e);
        } finally {
            if (!goesOn) {
                close();
            }
        }
    }

    /** Cancels what was not taken. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            responses.close();
        } catch (IOException | DicomException e) {
            LOG.debug("A query over {} could not be cancelled: {}", lease.association(), Failures.loggable(e));
            lease.association().abort();
        } finally {
            lease.close();
        }
    }

    private final class Each implements Iterator<DataSet> {
        @Override
        public boolean hasNext() {
            return hasMore();
        }

        @Override
        public DataSet next() {
            if (!hasMore()) {
                throw new NoSuchElementException("There are no more matches");
            }
            DataSet match = next.flatMap(DimseResponse::dataSet).orElseThrow();
            next = Optional.empty();
            return match;
        }
    }
}
