package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreRequest;
import ua.vuzol.dicom.net.StoreService;

/** An association that was requested for producers, with what it is good for. One exchange at a time has it. */
final class PooledAssociation {

    private static final Logger LOG = LoggerFactory.getLogger(PooledAssociation.class);

    private final PeerSettings settings;
    private final Proposal proposal;
    private final Association association;
    /** Who takes the objects of the C-GET under way. */
    private volatile Optional<StoreService> receiver = Optional.empty();

    private volatile long idleSince = System.nanoTime();
    private volatile Duration maxIdle = Duration.ZERO;

    private PooledAssociation(
            PeerSettings settings,
            Proposal proposal,
            DicomNetwork network,
            NodeAddress address,
            NormalizedService events)
            throws IOException {
        this.settings = settings;
        this.proposal = proposal;
        AssociationOptions.Builder options = AssociationOptions.builder(settings.callingAeTitle())
                .timeouts(settings.timeouts())
                .maxPduLength(settings.maxPduLength())
                .services(Services.builder()
                        .store(sopClass -> !sopClass.equals(SopClass.StorageCommitmentPushModel), this::store)
                        .normalized(events, SopClass.StorageCommitmentPushModel)
                        .build());
        proposal.into(options);
        this.association = network.connect(address, options.build());
    }

    /**
     * Requests it.
     *
     * @param events takes the events that the peer reports over it
     * @throws IOException if it is rejected or the peer cannot be reached
     */
    static PooledAssociation open(
            PeerSettings settings,
            Proposal proposal,
            DicomNetwork network,
            NodeAddress address,
            NormalizedService events)
            throws IOException {
        return new PooledAssociation(settings, proposal, network, address, events);
    }

    private Status store(StoreRequest request, DataSetInput dataSet) throws IOException {
        return receiver.orElseThrow(() -> new DimseException(Status.NOT_AUTHORIZED))
                .store(request, dataSet);
    }

    void receiveBy(StoreService service) {
        receiver = Optional.of(service);
    }

    Association association() {
        return association;
    }

    boolean serves(PeerSettings wanted, Proposal needed) {
        return settings.equals(wanted) && proposal.covers(needed);
    }

    /** @param most how long before it is tired of it */
    void rest(Duration most) {
        receiver = Optional.empty();
        idleSince = System.nanoTime();
        maxIdle = most;
    }

    /** Whether it has rested long enough, or ended by itself. */
    boolean isTired() {
        return hasRestedFor(maxIdle) || !association.isOpen();
    }

    private boolean hasRestedFor(Duration time) {
        return System.nanoTime() - idleSince >= time.toNanos();
    }

    /** Whether the peer is there; asks it by C-ECHO if nothing was heard of it for a time. */
    boolean isAlive(Duration checkAfter) {
        if (!association.isOpen()) {
            return false;
        }
        if (!hasRestedFor(checkAfter)) {
            return true;
        }
        try {
            return association.echo().isSuccess();
        } catch (IOException e) {
            LOG.debug("A pooled association {} is of no use any more: {}", association, e.getMessage());
            return false;
        }
    }

    /** Releases it; aborts where the peer does not answer. */
    void end() {
        try {
            association.release();
        } catch (IOException e) {
            LOG.debug("{} did not answer the release: {}", association, e.getMessage());
        }
        association.abort();
    }
}
