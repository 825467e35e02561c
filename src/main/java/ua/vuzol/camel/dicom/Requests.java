package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.DicomAmbiguousException;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.Status;

/** What all operations of a producer have in common: associations with the peer, and what its answers mean. */
final class Requests {

    /** Refused, out of resources: of storage, query and retrieve (PS3.4 B.2.3, C.4.1.1.4, C.4.2.1.5). */
    private static final int OUT_OF_RESOURCES = 0xA7;

    private final DicomEndpoint endpoint;
    private final PeerSettings peer;

    Requests(DicomEndpoint endpoint) {
        this.endpoint = endpoint;
        this.peer = PeerSettings.of(endpoint.node(), endpoint.getConfiguration());
    }

    DicomConfiguration options() {
        return endpoint.getConfiguration();
    }

    DicomService service() {
        return endpoint.node().service();
    }

    DicomComponent component() {
        return endpoint.getComponent();
    }

    AssociationPool.Lease take(Proposal needed) {
        return component().pool().take(peer, options(), needed, false);
    }

    /** As {@link #take}, where others will need other contexts soon. */
    AssociationPool.Lease takeShared(Proposal needed) {
        return component().pool().take(peer, options(), needed, true);
    }

    /** An operation over an association. */
    @FunctionalInterface
    interface Call<T> {
        /** @throws IOException where the association ends before the answer */
        T over(AssociationPool.Lease lease) throws IOException;
    }

    /**
     * Does what may be done twice: again over a new association where one that rested turns out to be dead.
     *
     * @throws DicomTransientException if the association ends before the answer
     */
    <T> T repeatable(Dimse command, Proposal needed, Call<T> call) {
        while (true) {
            AssociationPool.Lease lease = take(needed);
            boolean handedOver = false;
            try {
                T answer = call.over(lease);
                handedOver = answer instanceof AutoCloseable;
                return answer;
            } catch (NoPresentationContextException e) {
                throw noContext(command, e);
            } catch (IOException e) {
                if (!lease.wasUsed() || lease.association().isOpen()) {
                    throw lost(command, e);
                }
            } finally {
                if (!handedOver) {
                    lease.close();
                }
            }
        }
    }

    /** The status itself where the peer did what it was asked. */
    Status judged(Dimse command, Status status) {
        if (!status.isFailure()) {
            return status;
        }
        String message = "%s: %s was answered %04XH".formatted(peer, command, status.code());
        boolean passing = status.code() >> 8 == OUT_OF_RESOURCES || status.code() == Status.RESOURCE_LIMITATION.code();
        throw passing ? new DicomTransientException(message, status) : new DicomRejectedException(message, status);
    }

    DicomTransientException lost(Dimse command, Exception cause) {
        return new DicomTransientException("%s: %s was not done: %s".formatted(peer, command, reason(cause)), cause);
    }

    DicomAmbiguousException ambiguous(Dimse command, Exception cause) {
        return new DicomAmbiguousException(
                "%s: %s was sent and not answered: %s".formatted(peer, command, reason(cause)), cause);
    }

    DicomRejectedException noContext(Dimse command, NoPresentationContextException cause) {
        return new DicomRejectedException("%s: %s: %s".formatted(peer, command, cause.getMessage()), cause);
    }

    DicomRejectedException impossible(String why) {
        return new DicomRejectedException(peer + ": " + why);
    }

    private static String reason(Exception cause) {
        return cause instanceof AssociationException ? cause.getMessage() : Failures.loggable(cause);
    }

    void sent(long bytes) {
        component().metrics().sent(peer.calledAeTitle(), bytes);
    }

    void count(Status status, long startedNanos) {
        count(DicomMetrics.text(status), startedNanos);
    }

    /** Under the status, or where there is none under the kind of failure. */
    void countFailed(DicomOperationException failure, long startedNanos) {
        String kind = failure.getClass()
                .getSimpleName()
                .replaceAll("Dicom|Exception", "")
                .toLowerCase(Locale.ROOT);
        count(failure.status().map(DicomMetrics::text).orElse(kind), startedNanos);
    }

    private void count(String outcome, long startedNanos) {
        component()
                .metrics()
                .operation(
                        DicomRole.SCU,
                        peer.calledAeTitle(),
                        service(),
                        outcome,
                        Duration.ofNanos(System.nanoTime() - startedNanos));
    }
}
