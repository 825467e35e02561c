package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The upper layer of one association (PS3.8 7 and 9): it carries out what {@link State} says. One thread reads, in
 * {@link #run}; any may send, release and abort.
 */
final class UpperLayerService implements Watchdog.Watched {

    private static final Logger LOG = LoggerFactory.getLogger(UpperLayerService.class);
    /** How long an abort waits for a PDU that is just being sent, before it closes the connection instead. */
    private static final long ABORT_WAIT_MILLIS = 500;

    /** The user of the service (PS3.8 7): what it is told. */
    interface User {
        /** P-DATA indication: the reader is at the beginning of a P-DATA-TF. */
        void data(MessageReader messages) throws IOException;

        /** Whether operations are under way, so that silence is not idleness. */
        boolean isBusy();

        /** The association is over; without a cause it was released. Called once, if it had been established. */
        void ended(Optional<AssociationException> cause);
    }

    /** Until there is one. */
    private static final User NOBODY = new User() {
        @Override
        public void data(MessageReader messages) {
            throw new PduException(PduException.UNEXPECTED_PDU, "P-DATA before the association was established");
        }

        @Override
        public boolean isBusy() {
            return true;
        }

        @Override
        public void ended(Optional<AssociationException> cause) {
            // there is nobody to be told
        }
    };

    /** What an established association waits for apart from PDUs: the end of a release or of the connection. */
    private record Phase(Timeouts.Kind kind, long deadline) {}

    private final Connection connection;
    private final boolean acceptor;
    private final Timeouts timeouts;
    private final Executor executor;
    private final PduReader pdus;
    private final MessageReader messages;
    private final PduWriter writer;
    private final CompletableFuture<Optional<AssociationException>> over = new CompletableFuture<>();

    private State state = State.IDLE;
    private volatile User user = NOBODY;
    private volatile Optional<Phase> phase = Optional.empty();
    private volatile long lastActivity = System.nanoTime();
    /** Whether something that came is being received or worked on, such as the object of a C-STORE. */
    private volatile boolean acting;

    UpperLayerService(Connection connection, boolean acceptor, Timeouts timeouts, int maxPduLength, Executor executor) {
        this.connection = connection;
        this.acceptor = acceptor;
        this.timeouts = timeouts;
        this.executor = executor;
        this.pdus = new PduReader(connection, maxPduLength, timeouts.receive());
        this.messages = new MessageReader(pdus, this::nextData);
        this.writer = new PduWriter(connection, new Owner());
    }

    // ---- establishing ----

    /** As the requestor: sends the request over the open connection and waits for the answer. */
    AssociateAccept associate(AssociateRequest request) throws IOException {
        step(State.Event.LOCAL_ASSOCIATE_REQUEST);
        step(State.Event.TRANSPORT_CONFIRMED);
        writer.write(AssociateCodec.encode(request));
        connection.expect(Timeouts.Kind.REQUEST, timeouts.request());
        try {
            if (!pdus.next()) {
                step(State.Event.TRANSPORT_CLOSED);
                throw new AssociationClosedException("The peer closed the connection instead of answering");
            }
            return switch (step(event())) {
                case AE_3 -> AssociateCodec.decodeAccept(pdus.body());
                case AE_4 -> throw ControlPdus.rejected(pdus.body());
                case AA_3 -> throw ControlPdus.abortedByPeer(pdus.body());
                default -> throw new PduException(
                        PduException.UNEXPECTED_PDU, "A PDU that does not answer an A-ASSOCIATE-RQ");
            };
        } catch (PduException e) {
            writer.write(ControlPdus.abortByProvider(e.reason()));
            throw new AssociationAbortedException(false, ControlPdus.PROVIDER, e.reason(), e.getMessage());
        }
    }

    /**
     * As the acceptor: waits for the request.
     *
     * @return empty where none came, or where its protocol version is none we speak, which it was told
     */
    Optional<AssociateRequest> awaitRequest() throws IOException {
        step(State.Event.TRANSPORT_INDICATION);
        connection.expect(Timeouts.Kind.ARTIM, timeouts.artim());
        if (!pdus.next()) {
            step(State.Event.TRANSPORT_CLOSED);
            return Optional.empty();
        }
        switch (step(event())) {
            case AE_6 -> {
                byte[] body = pdus.body();
                if (AssociateCodec.isVersionSupported(body)) {
                    return Optional.of(AssociateCodec.decodeRequest(body));
                }
                reject(Rejection.PROTOCOL_VERSION_NOT_SUPPORTED);
            }
            case AA_1 -> writer.write(ControlPdus.abortByProvider(PduException.UNEXPECTED_PDU));
            default -> connection.close();
        }
        return Optional.empty();
    }

    void accept(AssociateAccept accept) throws IOException {
        step(State.Event.LOCAL_ACCEPT);
        writer.write(AssociateCodec.encode(accept));
    }

    /** Rejects and waits for the peer to close the connection. */
    void reject(Rejection rejection) throws IOException {
        step(State.Event.LOCAL_REJECT);
        writer.write(ControlPdus.reject(rejection));
    }

    /** Answers a request that cannot be understood, or comes where none may. */
    void refuse(PduException problem) throws IOException {
        step(State.Event.INVALID_PDU);
        writer.write(ControlPdus.abortByProvider(problem.reason()));
    }

    /** From now on data goes to this user. */
    void established(User byWhom, int maxSentPduLength) {
        user = byWhom;
        writer.limitLength(maxSentPduLength);
    }

    // ---- reading ----

    /**
     * Reads until the connection is closed.
     *
     * @return why the association ended, empty if it was released
     */
    Optional<AssociationException> run() {
        try {
            while (state() != State.IDLE) {
                connection.expectAnything();
                if (pdus.next()) {
                    received();
                } else {
                    lost(new AssociationClosedException("The peer closed the connection"));
                }
            }
        } catch (PduException e) {
            invalid(e);
        } catch (IOException e) {
            interrupted(e);
        } catch (RuntimeException e) {
            LOG.error(
                    "The association with {} ends: {} at {}",
                    connection,
                    e.getClass().getName(),
                    Performer.place(e));
            invalid(new PduException(PduException.NOT_SPECIFIED, "An error here", e));
        } finally {
            lost(new AssociationClosedException("The association ended by an error here"));
            messages.end();
            writer.end();
        }
        return over.join();
    }

    private void received() throws IOException {
        acting = true;
        try {
            act(stepReceived());
        } finally {
            lastActivity = System.nanoTime();
            acting = false;
        }
    }

    private void act(State.Action action) throws IOException {
        switch (action) {
            case DT_2, AR_6 -> user.data(messages);
            case AR_2, AR_10 -> answerRelease();
            case AR_3 -> {
                end(Optional.empty());
                connection.close();
            }
            case AR_8 -> {
                // the requestor answers first (PS3.8 7.2.2.7)
                if (!acceptor) {
                    answerRelease();
                }
            }
            case AA_3 -> throw ControlPdus.abortedByPeer(pdus.body());
            case AA_2 -> connection.close();
            case AA_7 -> writer.write(ControlPdus.abortByProvider(PduException.UNEXPECTED_PDU));
            case AA_8 -> throw new PduException(PduException.UNEXPECTED_PDU, "A PDU that may not come now");
            default -> {
                // AA_6: what comes after the end is ignored
            }
        }
    }

    private void answerRelease() throws IOException {
        State.Action action;
        synchronized (this) {
            if (!state.allows(State.Event.LOCAL_RELEASE_RESPONSE)) {
                return; // it was aborted here meanwhile
            }
            action = step(State.Event.LOCAL_RELEASE_RESPONSE);
        }
        if (action == State.Action.AR_4) {
            end(Optional.empty());
        }
        writer.write(ControlPdus.releaseResponse());
    }

    /** Between the fragments of a message nothing but P-DATA-TF, or the end, may come. */
    private void nextData() throws IOException {
        connection.expect(Timeouts.Kind.RECEIVE, timeouts.receive());
        if (!pdus.next()) {
            throw new AssociationClosedException("The peer closed the connection in the middle of a message");
        }
        State.Action action = stepReceived();
        if (action == State.Action.DT_2 || action == State.Action.AR_6) {
            return;
        }
        if (action == State.Action.AA_3) {
            throw ControlPdus.abortedByPeer(pdus.body());
        }
        if (action == State.Action.AA_6) {
            throw new AssociationClosedException("The association was ended in the middle of a message");
        }
        throw new PduException(PduException.UNEXPECTED_PDU, "A message broke off for another PDU");
    }

    /** The transition for the PDU that came, unless a sender found the connection broken meanwhile. */
    private synchronized State.Action stepReceived() throws AssociationClosedException {
        if (!state.allows(event())) {
            throw new AssociationClosedException("The association is over");
        }
        return step(event());
    }

    private State.Event event() {
        return pdus.type().map(PduType::event).orElse(State.Event.INVALID_PDU);
    }

    /** Aborts as the provider. The stream of PDUs cannot be followed any more. */
    private void invalid(PduException problem) {
        synchronized (this) {
            if (state.allows(State.Event.INVALID_PDU)) {
                step(State.Event.INVALID_PDU);
            }
        }
        end(Optional.of(
                new AssociationAbortedException(false, ControlPdus.PROVIDER, problem.reason(), problem.getMessage())));
        try {
            writer.write(ControlPdus.abortByProvider(problem.reason()));
            awaitClose();
        } catch (IOException e) {
            interrupted(e);
        }
    }

    /** Lets the peer read what ended the association: closing over unread input would discard it. */
    private void awaitClose() throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(8192);
        connection.expect(Timeouts.Kind.ARTIM, timeouts.artim());
        while (state() == State.AWAITING_TRANSPORT_CLOSE && connection.read(ignored.clear()) >= 0) {
            // until the peer closes, or the watchdog does
        }
    }

    private void interrupted(IOException e) {
        boolean aborted = state() == State.AWAITING_TRANSPORT_CLOSE
                && connection.expired().isEmpty();
        if (aborted && e instanceof AssociationException) {
            try {
                awaitClose();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
        }
        lost(e);
    }

    /** The connection is gone, or is given up. */
    private void lost(IOException e) {
        synchronized (this) {
            if (state.allows(State.Event.TRANSPORT_CLOSED)) {
                step(State.Event.TRANSPORT_CLOSED);
            }
        }
        connection.close();
        end(Optional.of(
                e instanceof AssociationException known
                        ? known
                        : new AssociationClosedException("The connection broke", e)));
    }

    // ---- sending ----

    /** Sends a message without a data set. */
    void send(int contextId, CommandSet command) throws IOException {
        send(contextId, command, Optional.empty());
    }

    /** As {@link PduWriter#send}; where the message breaks off the association is aborted, for the peer could not tell. */
    void send(int contextId, CommandSet command, Optional<PduWriter.DataSetWriter> dataSet) throws IOException {
        writer.send(contextId, command, dataSet);
        lastActivity = System.nanoTime();
    }

    private final class Owner implements PduWriter.Owner {

        @Override
        public void checkMaySendData() throws AssociationException {
            synchronized (UpperLayerService.this) {
                if (!state.allows(State.Event.LOCAL_DATA)) {
                    throw cause();
                }
                step(State.Event.LOCAL_DATA);
            }
        }

        @Override
        public AssociationException lost(IOException e) {
            UpperLayerService.this.lost(e);
            return cause();
        }

        @Override
        public void brokenOff() {
            abort();
        }
    }

    // ---- ending ----

    /** Releases the association and waits for the answer; nothing if it is over already. */
    void release() throws IOException {
        if (writer.writeIf(this::beginRelease, ControlPdus.releaseRequest())) {
            Optional<AssociationException> cause = awaitEnd();
            if (cause.isPresent()) {
                throw cause.get();
            }
        }
    }

    private synchronized boolean beginRelease() {
        boolean allowed = state.allows(State.Event.LOCAL_RELEASE_REQUEST);
        if (allowed) {
            step(State.Event.LOCAL_RELEASE_REQUEST);
        }
        return allowed;
    }

    private Optional<AssociationException> awaitEnd() throws IOException {
        try {
            return over.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw new AssociationClosedException("Interrupted while the association was released", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The end of an association is a value", e);
        }
    }

    /** Aborts as the service user; nothing if the association is over already. */
    void abort() {
        abort(new AssociationAbortedException(false, ControlPdus.USER, 0, "here"));
    }

    /** As {@link #abort()}, for a reason that all who wait for something are told. */
    void abort(AssociationException cause) {
        synchronized (this) {
            if (!state.allows(State.Event.LOCAL_ABORT)) {
                return;
            }
            step(State.Event.LOCAL_ABORT);
        }
        end(Optional.of(cause));
        try {
            if (!writer.tryWrite(ControlPdus.abortByUser(), ABORT_WAIT_MILLIS)) {
                connection.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
        } catch (IOException e) {
            lost(e);
        }
    }

    /** The first cause counts; what comes after it is its consequence. */
    private void end(Optional<AssociationException> cause) {
        if (over.complete(cause)) {
            user.ended(cause);
        }
    }

    /** Why the association is over. */
    private AssociationException cause() {
        return over.getNow(Optional.empty())
                .orElseGet(() -> new AssociationClosedException("The association was released"));
    }

    synchronized boolean isOpen() {
        return state == State.ESTABLISHED;
    }

    private synchronized State state() {
        return state;
    }

    private synchronized State.Action step(State.Event event) {
        State.Transition transition = state.on(event, acceptor);
        state = transition.next();
        phase = switch (state) {
            case AWAITING_TRANSPORT_CLOSE -> phase(
                    Timeouts.Kind.ARTIM, timeouts.artim().toNanos());
            case AWAITING_RELEASE_RP,
                    COLLISION_ACCEPTOR_AWAITING_RELEASE_RP,
                    COLLISION_REQUESTOR_AWAITING_RELEASE_RP -> phase(
                    Timeouts.Kind.REQUEST, timeouts.request().toNanos());
            default -> Optional.empty();
        };
        return transition.action();
    }

    /** Goes on with a phase that has begun, so that PDUs which are ignored do not prolong it. */
    private Optional<Phase> phase(Timeouts.Kind kind, long nanos) {
        boolean begun = phase.filter(current -> current.kind == kind).isPresent();
        if (begun) {
            return phase;
        }
        return nanos == 0 ? Optional.empty() : Optional.of(new Phase(kind, System.nanoTime() + nanos));
    }

    @Override
    public void check(long now) {
        connection.check(now);
        phase.filter(current -> now - current.deadline > 0).ifPresent(current -> connection.expire(current.kind));
        long idle = timeouts.idle().toNanos();
        if (idle > 0 && now - lastActivity > idle && isOpen() && !acting && !user.isBusy()) {
            lastActivity = now;
            // writing may block, which the watchdog must not
            executor.execute(() -> abort(new AssociationTimeoutException(Timeouts.Kind.IDLE)));
        }
    }
}
