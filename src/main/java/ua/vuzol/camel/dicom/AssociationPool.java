package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationRejectedException;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.StoreService;

/**
 * The associations of producers. Each is used by one exchange at a time, kept for a while, asked whether it lives before it is
 * used again, and released when nobody needs it.
 */
final class AssociationPool implements AutoCloseable {

    private static final long LOOK_MILLIS = 500;

    private final DicomComponent component;
    private final DicomNetwork network;
    private final DicomMetrics metrics;
    private final EventReports events;
    private final Map<PeerPool.Place, PeerPool> peers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService keeper;

    AssociationPool(DicomComponent component, DicomNetwork network, DicomMetrics metrics) {
        this.component = component;
        this.network = network;
        this.metrics = metrics;
        this.events = new EventReports(component);
        this.keeper = component
                .getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "dicom-pool");
        keeper.scheduleWithFixedDelay(this::removeTired, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The use of an association, until it is closed. */
    final class Lease implements AutoCloseable {
        private final PeerPool pool;
        private final PooledAssociation pooled;
        private final DicomConfiguration options;
        private final boolean used;

        private Lease(PeerPool pool, PooledAssociation pooled, DicomConfiguration options, boolean used) {
            this.pool = pool;
            this.pooled = pooled;
            this.options = options;
            this.used = used;
        }

        Association association() {
            return pooled.association();
        }

        /** Whether it was used before, so that its end may be no news of the peer. */
        boolean wasUsed() {
            return used;
        }

        /** Takes what the peer stores over the association. */
        void receiveBy(StoreService service) {
            pooled.receiveBy(service);
        }

        @Override
        public void close() {
            boolean keep = pooled.association().isOpen()
                    && !options.getPoolIdleTimeout().isZero()
                    && !keeper.isShutdown();
            if (keep) {
                pooled.rest(options.getPoolIdleTimeout());
                pool.rest(pooled);
            } else {
                end(pool, pooled);
            }
        }
    }

    /**
     * An association that has what is needed, resting or new.
     *
     * @param withUsual whether to propose what others needed too, for those that will come
     * @throws DicomTransientException if the peer is away, busy, or has as many associations as it may
     * @throws DicomRejectedException if the peer rejects for good
     */
    Lease take(PeerSettings settings, DicomConfiguration options, Proposal needed, boolean withUsual) {
        PeerPool pool = peers.computeIfAbsent(settings.place(), place -> new PeerPool());
        while (true) {
            PeerPool.Grant grant = grant(pool, settings, options, needed);
            if (grant.resting().isEmpty()) {
                grant.evicted().ifPresent(this::end);
                Proposal proposal = withUsual ? pool.usualWith(needed) : needed;
                return new Lease(pool, open(pool, settings, proposal), options, false);
            }
            PooledAssociation rested = grant.resting().get();
            if (rested.isAlive(options.getCheckAfter())) {
                return new Lease(pool, rested, options, true);
            }
            end(pool, rested);
        }
    }

    private static PeerPool.Grant grant(
            PeerPool pool, PeerSettings settings, DicomConfiguration options, Proposal needed) {
        int most = options.getMaxAssociationsPerAddress();
        try {
            return pool.take(settings, needed, most, options.getAssociationWait())
                    .orElseThrow(
                            () -> new DicomTransientException(settings + ": all " + most + " associations are busy"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DicomTransientException(settings + ": interrupted while waiting for an association", e);
        }
    }

    private PooledAssociation open(PeerPool pool, PeerSettings settings, Proposal proposal) {
        boolean opened = false;
        try {
            PooledAssociation association = PooledAssociation.open(
                    settings, proposal, network, settings.address(component.getCamelContext()), events);
            opened = true;
            metrics.opened(DicomRole.SCU, settings.calledAeTitle());
            return association;
        } catch (AssociationRejectedException e) {
            String message = settings + " was rejected: " + e.rejection();
            throw e.rejection().isTransient()
                    ? new DicomTransientException(message, e)
                    : new DicomRejectedException(message, e);
        } catch (IOException | DicomException e) {
            throw new DicomTransientException(settings + ": no association: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                pool.free();
            }
        }
    }

    private void removeTired() {
        peers.values().forEach(pool -> pool.remove(PooledAssociation::isTired).forEach(one -> end(pool, one)));
    }

    private void end(PeerPool pool, PooledAssociation association) {
        try {
            end(association);
        } finally {
            pool.free();
        }
    }

    private void end(PooledAssociation association) {
        association.end();
        metrics.closed(DicomRole.SCU, association.association().calledAeTitle());
    }

    /** Associations that are in use end with their exchange. */
    @Override
    public void close() {
        component.getCamelContext().getExecutorServiceManager().shutdownNow(keeper);
        peers.values().forEach(pool -> pool.remove(one -> true).forEach(one -> end(pool, one)));
    }
}
