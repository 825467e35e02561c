package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.Status;

/**
 * Asks the peer to commit itself to keep objects (N-ACTION, PS3.4 J.3.2); or, where the header has an event type, reports to the
 * peer what became of its own request (N-EVENT-REPORT, J.3.3), over the association it asked on while that is open, else over
 * one that we request as the provider.
 */
final class CommitmentOperation implements DicomProducer.Operation {

    private static final Logger LOG = LoggerFactory.getLogger(CommitmentOperation.class);
    private static final String SOP_CLASS = SopClass.StorageCommitmentPushModel;
    /** Of the one instance there is (PS3.4 J.3.5). */
    private static final String WELL_KNOWN_INSTANCE = "1.2.840.10008.1.20.1.1";

    private static final int REQUEST_STORAGE_COMMITMENT = 1;

    @Override
    public Status perform(Exchange exchange, Requests requests) {
        Message message = exchange.getMessage();
        Optional<Integer> event = Optional.ofNullable(message.getHeader(DicomConstants.EVENT_TYPE_ID, Integer.class));
        return event.isPresent() ? report(message, requests, event.get()) : ask(message, requests);
    }

    private static Status ask(Message message, Requests requests) {
        int action = message.getHeader(DicomConstants.ACTION_TYPE_ID, REQUEST_STORAGE_COMMITMENT, Integer.class);
        NormalizedRequest request = NormalizedRequest.action(
                SOP_CLASS, WELL_KNOWN_INSTANCE, action, Optional.of(NormalizedOperations.body(message)));
        return over(Proposal.toUse(SOP_CLASS), requests, request);
    }

    private static Status report(Message message, Requests requests, int event) {
        NormalizedRequest request = NormalizedRequest.eventReport(
                SOP_CLASS, WELL_KNOWN_INSTANCE, event, Optional.of(NormalizedOperations.body(message)));
        Optional<DimseResponse> answered = Optional.ofNullable(
                        message.getHeader(DicomConstants.ASSOCIATION_ID, String.class))
                .flatMap(id -> requests.component().listeners().association(id))
                .flatMap(association -> reportOver(association, request));
        return answered.isPresent()
                ? requests.judged(Dimse.N_EVENT_REPORT, answered.get().status())
                : over(Proposal.toReport(SOP_CLASS), requests, request);
    }

    /** Empty where that does not work; a report that arrives twice is of the same transaction and does no harm. */
    private static Optional<DimseResponse> reportOver(Association association, NormalizedRequest request) {
        try {
            return Optional.of(association.perform(request));
        } catch (IOException | DicomException e) {
            LOG.info("{} could not take the report of its commitment: {}", association, Failures.loggable(e));
            return Optional.empty();
        }
    }

    private static Status over(Proposal proposal, Requests requests, NormalizedRequest request) {
        try (AssociationPool.Lease lease = requests.take(proposal)) {
            return requests.judged(
                    request.service(),
                    NormalizedOperations.perform(lease, requests, request).status());
        }
    }
}
