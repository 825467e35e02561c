package ua.vuzol.camel.dicom;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import ua.vuzol.dicom.net.DicomOperationException;
import ua.vuzol.dicom.net.Status;

/** Asks a peer for a service and waits for its final answer. */
class DicomProducer extends DefaultProducer {

    private final DicomEndpoint endpoint;
    private final Operation operation;

    /** One service, as a producer asks for it. */
    interface Operation {
        /**
         * Performs it; the answer goes into the message.
         *
         * @return the final status, which is no failure
         * @throws DicomOperationException if it failed
         */
        Status perform(Exchange exchange, Requests requests) throws Exception;
    }

    DicomProducer(DicomEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation(endpoint.node().service());
    }

    private static Operation operation(DicomService service) {
        return switch (service) {
            case ECHO -> new EchoOperation();
            case STORE -> new StoreOperation();
            case FIND, WORKLIST -> new FindOperation();
            case MOVE, GET -> new RetrieveOperation();
            case MPPS -> new PerformedStepOperation();
            case COMMITMENT -> new CommitmentOperation();
        };
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        long started = System.nanoTime();
        Requests requests = new Requests(endpoint);
        Message message = exchange.getMessage();
        message.removeHeader(DicomConstants.STATUS);
        message.removeHeader(DicomConstants.ERROR_COMMENT);
        try {
            Status status = operation.perform(exchange, requests);
            message.setHeader(DicomConstants.STATUS, status.code());
            if (!status.comment().isEmpty()) {
                message.setHeader(DicomConstants.ERROR_COMMENT, status.comment());
            }
            requests.count(status, started);
        } catch (DicomOperationException e) {
            e.status().ifPresent(status -> {
                message.setHeader(DicomConstants.STATUS, status.code());
                message.setHeader(DicomConstants.ERROR_COMMENT, status.comment());
            });
            requests.countFailed(e, started);
            throw e;
        }
    }
}
