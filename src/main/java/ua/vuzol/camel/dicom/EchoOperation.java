package ua.vuzol.camel.dicom;

import org.apache.camel.Exchange;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.Status;

/** Asks whether the peer is there. */
final class EchoOperation implements DicomProducer.Operation {

    @Override
    public Status perform(Exchange exchange, Requests requests) {
        Status status = requests.repeatable(Dimse.C_ECHO, Proposal.VERIFICATION, lease -> lease.association()
                .echo());
        return requests.judged(Dimse.C_ECHO, status);
    }
}
