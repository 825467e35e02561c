package ua.vuzol.camel.dicom;

import org.apache.camel.Exchange;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.Status;

/** A C-ECHO that came in. */
record EchoExchange(DicomConsumer consumer, AcceptedAssociations.Facts facts) {

    Status perform(Association association, int messageId) {
        long started = System.nanoTime();
        Exchange exchange = consumer.exchange(association, facts);
        try {
            exchange.getMessage().setHeader(DicomConstants.MESSAGE_ID, messageId);
            consumer.run(exchange);
            Status status = consumer.outcomes().of(exchange, association);
            consumer.outcomes().count(status, started, facts, association);
            return status;
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }
}
