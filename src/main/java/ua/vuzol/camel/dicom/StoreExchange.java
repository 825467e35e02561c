package ua.vuzol.camel.dicom;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DataSetInput;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreRequest;

/** A C-STORE that came in. The route runs on the association's own thread: its next object waits for it. */
record StoreExchange(DicomConsumer consumer, AcceptedAssociations.Facts facts) {

    /** @throws IOException if the object cannot be kept, or does not come to its end */
    Status perform(StoreRequest request, DataSetInput dataSet) throws IOException {
        long started = System.nanoTime();
        Association association = request.association();
        Status status = Status.OUT_OF_RESOURCES;
        try (SpooledObject object = SpooledObject.receive(request, dataSet, consumer.spool())) {
            consumer.metrics().received(association.remoteAeTitle(), object.size());
            status = run(request, object);
            return status;
        } finally {
            consumer.outcomes().count(status, started, facts, association);
        }
    }

    private Status run(StoreRequest request, SpooledObject object) {
        Exchange exchange = consumer.exchange(request.association(), facts);
        try {
            Message message = exchange.getMessage();
            message.setBody(object.file());
            message.setHeader(DicomConstants.MESSAGE_ID, request.messageId());
            message.setHeader(DicomConstants.SOP_CLASS_UID, request.sopClassUid());
            message.setHeader(DicomConstants.SOP_INSTANCE_UID, request.sopInstanceUid());
            message.setHeader(
                    DicomConstants.TRANSFER_SYNTAX_UID,
                    request.context().transferSyntax().uid());
            message.setHeader(DicomConstants.SHA256, object.sha256());
            message.setHeader(DicomConstants.SIZE, object.size());
            request.moveOriginatorAeTitle()
                    .ifPresent(title -> message.setHeader(DicomConstants.MOVE_ORIGINATOR, title));
            consumer.run(exchange);
            return consumer.outcomes().of(exchange, request.association());
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
