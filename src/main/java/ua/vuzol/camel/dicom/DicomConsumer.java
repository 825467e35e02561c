package ua.vuzol.camel.dicom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;

/** Performs one service under one AE title: what the peer asks becomes an exchange, whose outcome is the answer. */
class DicomConsumer extends DefaultConsumer implements Suspendable {

    private final DicomEndpoint endpoint;
    private final List<String> transferSyntaxes;
    private final List<String> sopClasses;
    private final Outcomes outcomes;
    private Optional<Listener> listener = Optional.empty();
    private volatile Optional<SpoolDirectory> spool = Optional.empty();

    DicomConsumer(DicomEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.transferSyntaxes = Names.list(options().getTransferSyntaxes());
        this.sopClasses = Names.list(options().getSopClasses());
        this.outcomes = new Outcomes(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (node().service() == DicomService.STORE) {
            spool = Optional.of(spoolDirectory());
        }
        listener = Optional.of(endpoint.getComponent().listeners().join(this));
    }

    private SpoolDirectory spoolDirectory() throws Exception {
        String directory = options().getSpoolDirectory();
        if (directory.isBlank()) {
            throw new IllegalArgumentException(
                    "dicom:scp/%s/store needs the option spoolDirectory, at the endpoint or the component"
                            .formatted(node().node()));
        }
        return new SpoolDirectory(
                Files.createDirectories(Path.of(directory).toAbsolutePath()),
                endpoint.getComponent().spoolDisk());
    }

    @Override
    protected void doStop() throws Exception {
        listener.ifPresent(joined -> endpoint.getComponent().listeners().leave(this, joined));
        listener = Optional.empty();
        super.doStop();
    }

    /** Associations that are open go on; {@link ListenerAdmission} rejects new ones. */
    boolean refusesNew() {
        return isSuspendingOrSuspended();
    }

    /** Whether requests of a SOP class come here. */
    boolean performs(String sopClassUid) {
        return node().service() == DicomService.STORE
                ? SopClass.isStorage(sopClassUid) || sopClasses.contains(sopClassUid)
                : node().service().sopClassUids().contains(sopClassUid);
    }

    /** Whether objects are taken in a transfer syntax. */
    boolean takes(String transferSyntaxUid) {
        return transferSyntaxes.isEmpty()
                ? !transferSyntaxUid.equals(TransferSyntax.GE_PRIVATE.uid())
                : transferSyntaxes.contains(transferSyntaxUid);
    }

    NodeUri node() {
        return endpoint.node();
    }

    DicomConfiguration options() {
        return endpoint.getConfiguration();
    }

    DicomMetrics metrics() {
        return endpoint.getComponent().metrics();
    }

    Outcomes outcomes() {
        return outcomes;
    }

    SpoolDirectory spool() {
        return spool.orElseThrow(() -> new IllegalStateException("The consumer is not started"));
    }

    /** An exchange with the headers that all services have. */
    Exchange exchange(Association association, AcceptedAssociations.Facts facts) {
        Exchange exchange = createExchange(false);
        var message = exchange.getMessage();
        message.setHeader(DicomConstants.CALLING_AE_TITLE, association.callingAeTitle());
        message.setHeader(DicomConstants.CALLED_AE_TITLE, association.calledAeTitle());
        message.setHeader(DicomConstants.REMOTE_AE_TITLE, association.remoteAeTitle());
        message.setHeader(DicomConstants.REMOTE_ADDRESS, facts.remoteAddress());
        if (!facts.id().isEmpty()) {
            message.setHeader(DicomConstants.ASSOCIATION_ID, facts.id());
        }
        return exchange;
    }

    /** Runs the route, on this thread. What it throws is in the exchange. */
    void run(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }
}
