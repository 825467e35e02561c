package ua.vuzol.camel.dicom;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.net.AssociateRequest;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.AssociationListener;
import ua.vuzol.dicom.net.Peer;
import ua.vuzol.dicom.net.Rejection;

/** The associations of a listener: their identifiers, how many there are, and what the log tells of them. */
final class AcceptedAssociations implements AssociationListener {

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedAssociations.class);

    private final Map<String, Association> byId;
    private final DicomMetrics metrics;
    private final Map<Association, Facts> facts = new ConcurrentHashMap<>();
    /** An identifier that was kept over a restart means nothing any more, so it must not come again. */
    private final String prefix;

    private final AtomicLong last = new AtomicLong();
    private volatile int port;

    /**
     * What exchanges of an association have in common.
     *
     * @param id for {@link DicomConstants#ASSOCIATION_ID}; empty for one that we requested
     * @param remoteAddress of the peer
     * @param done operations that ended with success or a warning
     * @param failed operations that ended otherwise
     */
    record Facts(String id, String remoteAddress, AtomicLong done, AtomicLong failed) {
        static Facts of(String id, Association association) {
            return new Facts(id, association.peer().toString(), new AtomicLong(), new AtomicLong());
        }
    }

    /** @param byId shared by all listeners */
    AcceptedAssociations(Map<String, Association> byId, DicomMetrics metrics) {
        this.byId = byId;
        this.metrics = metrics;
        this.prefix = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-"
                + Integer.toString(System.identityHashCode(this), Character.MAX_RADIX) + "-";
    }

    void listensAt(int actualPort) {
        port = actualPort;
    }

    Facts facts(Association association) {
        Facts known = facts.get(association);
        return known == null ? Facts.of("", association) : known;
    }

    @Override
    public void established(Association association) {
        String id = prefix + last.incrementAndGet();
        facts.put(association, Facts.of(id, association));
        byId.put(id, association);
        metrics.opened(DicomRole.SCP, association.localAeTitle());
        LOG.debug("Association {} established", association);
    }

    @Override
    public void ended(Association association, Optional<AssociationException> cause) {
        Optional<Facts> ended = Optional.ofNullable(facts.remove(association));
        ended.ifPresent(known -> {
            byId.remove(known.id);
            metrics.closed(DicomRole.SCP, association.localAeTitle());
            LOG.info(
                    "Association {} {}: {} operations done, {} refused",
                    association,
                    cause.map(AssociationException::getMessage).orElse("released"),
                    known.done,
                    known.failed);
        });
    }

    @Override
    public void rejected(AssociateRequest request, Peer peer, Rejection rejection) {
        metrics.rejected(rejection);
        LOG.warn(
                "Association {} <- {} {} at port {} rejected: {}",
                request.calledAeTitle(),
                request.callingAeTitle(),
                peer,
                port,
                rejection);
    }

    @Override
    public void failed(Peer peer, Exception cause) {
        LOG.info("A connection from {} at port {} became no association: {}", peer, port, cause.getMessage());
    }
}
