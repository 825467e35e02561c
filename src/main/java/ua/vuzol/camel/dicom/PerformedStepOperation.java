package ua.vuzol.camel.dicom;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.Status;

/** Creates or changes a performed procedure step at the peer (PS3.4 F.7): N-CREATE, or the command that the header names. */
final class PerformedStepOperation implements DicomProducer.Operation {

    @Override
    public Status perform(Exchange exchange, Requests requests) {
        Message message = exchange.getMessage();
        NormalizedRequest request = request(message);
        try (AssociationPool.Lease lease = requests.take(Proposal.toUse(SopClass.ModalityPerformedProcedureStep))) {
            DimseResponse response = NormalizedOperations.perform(lease, requests, request);
            Status status = requests.judged(request.service(), response.status());
            NormalizedOperations.instance(message, response);
            return status;
        }
    }

    private static NormalizedRequest request(Message message) {
        String sopClass = SopClass.ModalityPerformedProcedureStep;
        String instance = message.getHeader(DicomConstants.SOP_INSTANCE_UID, "", String.class);
        String command = message.getHeader(DicomConstants.DIMSE, Dimse.N_CREATE.toString(), String.class);
        if (command.equals(Dimse.N_CREATE.toString())) {
            return NormalizedRequest.create(sopClass, instance, NormalizedOperations.body(message));
        }
        if (command.equals(Dimse.N_SET.toString()) && !instance.isEmpty()) {
            return NormalizedRequest.set(sopClass, instance, NormalizedOperations.body(message));
        }
        throw new IllegalArgumentException("A dicom:scu/.../mpps does N-CREATE, and N-SET where the header "
                + DicomConstants.SOP_INSTANCE_UID + " says of what");
    }
}
