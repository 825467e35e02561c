package ua.vuzol.camel.dicom;

import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.Status;

/** A DIMSE-N request that came in: a performed procedure step, a request for or result of storage commitment. */
record NormalizedExchange(DicomConsumer consumer, AcceptedAssociations.Facts facts) {

    NormalizedService.Result perform(NormalizedRequest request, Association association) {
        long started = System.nanoTime();
        Exchange exchange = consumer.exchange(association, facts);
        try {
            Message message = exchange.getMessage();
            request.dataSet().ifPresent(message::setBody);
            message.setHeader(DicomConstants.DIMSE, request.service().toString());
            message.setHeader(DicomConstants.SOP_CLASS_UID, request.sopClassUid());
            if (!request.sopInstanceUid().isEmpty()) {
                message.setHeader(DicomConstants.SOP_INSTANCE_UID, request.sopInstanceUid());
            }
            request.typeId()
                    .ifPresent(id -> message.setHeader(
                            request.service() == Dimse.N_ACTION
                                    ? DicomConstants.ACTION_TYPE_ID
                                    : DicomConstants.EVENT_TYPE_ID,
                            id));
            consumer.run(exchange);
            Status status = consumer.outcomes().of(exchange, association);
            consumer.outcomes().count(status, started, facts, association);
            Outcomes.orThrow(status);
            return result(request, status, exchange.getMessage());
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private static NormalizedService.Result result(NormalizedRequest request, Status status, Message message) {
        boolean chosen =
                request.service() == Dimse.N_CREATE && request.sopInstanceUid().isEmpty();
        String sopInstanceUid = chosen ? message.getHeader(DicomConstants.SOP_INSTANCE_UID, "", String.class) : "";
        Optional<DataSet> attributes = request.service() == Dimse.N_GET
                ? Optional.ofNullable(message.getBody(DataSet.class))
                : Optional.empty();
        return new NormalizedService.Result(status, sopInstanceUid, attributes);
    }
}
