package ua.vuzol.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.ReadOptions;

/** The requests that were sent over an association and are not answered yet, as many as the negotiated window allows. */
final class Invocations {

    /** Responses that wait for their caller before the association stops reading. */
    private static final int MAX_WAITING = 1024;

    /** What a caller waits for. */
    private sealed interface Arrival {}

    private record Answer(DimseResponse response) implements Arrival {}

    private record Unreadable(DicomException problem) implements Arrival {}

    private record Ended(Optional<AssociationException> cause) implements Arrival {}

    private final Map<Integer, Invocation> outstanding = new ConcurrentHashMap<>();
    private final AtomicInteger lastMessageId = new AtomicInteger();
    private final Semaphore window;
    private final Duration timeout;
    private final UpperLayerService service;
    private volatile Optional<Ended> ended = Optional.empty();

    /** @param window the most at a time, 0 for no limit */
    Invocations(UpperLayerService service, int window, Duration timeout) {
        this.service = service;
        this.window = new Semaphore(window == 0 ? 0xFFFF : window, true);
        this.timeout = timeout;
    }

    boolean isEmpty() {
        return outstanding.isEmpty();
    }

    /** Takes a place in the window, waiting for one as long as for a response, and a message ID. */
    Invocation begin() throws IOException {
        acquire();
        Invocation invocation;
        do {
            invocation = new Invocation((lastMessageId.incrementAndGet() & 0xFFFF));
        } while (invocation.messageId == 0 || outstanding.putIfAbsent(invocation.messageId, invocation) != null);
        if (ended.isPresent()) {
            invocation.arrivals.add(ended.get());
        }
        return invocation;
    }

    private void acquire() throws IOException {
        try {
            if (timeout.isZero()) {
                window.acquire();
            } else if (!window.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssociationTimeoutException(Timeouts.Kind.RESPONSE);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private AssociationException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        service.abort();
        return new AssociationClosedException("Interrupted while waiting for the peer", e);
    }

    /** Hands a response to whoever waits for it, reading its data set to the end. */
    void responded(PresentationContext context, CommandSet command, InputStream data) throws IOException {
        Invocation invocation = outstanding.get(command.messageIdBeingRespondedTo());
        if (invocation == null) {
            throw new PduException(
                    PduException.INVALID_PARAMETER_VALUE,
                    "A response to message " + command.messageIdBeingRespondedTo() + ", which is not outstanding");
        }
        invocation.arrived(read(context, command, data));
    }

    private static Arrival read(PresentationContext context, CommandSet command, InputStream data) throws IOException {
        try {
            Optional<DataSet> dataSet = command.hasDataSet()
                    ? Optional.of(DicomReader.readDataSet(data, context.transferSyntax(), ReadOptions.defaults()))
                    : Optional.empty();
            return new Answer(new DimseResponse(command.status(), command.dataSet(), dataSet));
        } catch (PduException e) {
            throw e;
        } catch (DicomException e) {
            return new Unreadable(e);
        }
    }

    /** Tells all who wait that nothing will come any more. */
    void end(Optional<AssociationException> cause) {
        Ended arrival = new Ended(cause);
        ended = Optional.of(arrival);
        outstanding.values().forEach(invocation -> invocation.arrivals.add(arrival));
    }

    /** One request. It holds its place in the window until it is closed. */
    final class Invocation implements AutoCloseable {
        private final int messageId;
        private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
        private final Semaphore room = new Semaphore(MAX_WAITING);

        private Invocation(int messageId) {
            this.messageId = messageId;
        }

        int messageId() {
            return messageId;
        }

        private void arrived(Arrival arrival) throws IOException {
            try {
                // a caller that takes its time is not the peer's fault: nothing is read until it goes on or closes
                room.acquire();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            arrivals.add(arrival);
        }

        /**
         * Waits for the next response.
         *
         * @throws AssociationException if the association ends before, or the response takes too long, which aborts it
         * @throws DicomException if the data set of the response cannot be read
         */
        DimseResponse next() throws IOException {
            Arrival arrival = take();
            room.release();
            if (arrival instanceof Answer answer) {
                return answer.response;
            }
            if (arrival instanceof Unreadable unreadable) {
                throw unreadable.problem;
            }
            throw ((Ended) arrival)
                    .cause.orElseGet(() -> new AssociationClosedException("The association was released"));
        }

        private Arrival take() throws IOException {
            try {
                if (timeout.isZero()) {
                    return arrivals.take();
                }
                Arrival arrival = arrivals.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
                if (arrival != null) {
                    return arrival;
                }
                AssociationTimeoutException late = new AssociationTimeoutException(Timeouts.Kind.RESPONSE);
                service.abort(late);
                throw late;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public void close() {
            if (outstanding.remove(messageId, this)) {
                room.release(MAX_WAITING);
                window.release();
            }
        }
    }
}
