package ua.vuzol.camel.dicom;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;

/** From the end of an exchange to the status that the peer is answered with. */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final DicomConsumer consumer;
    /** Of the last exchange, so that the log tells of changes and not of each object while a disk is full. */
    private volatile boolean failing;

    Outcomes(DicomConsumer consumer) {
        this.consumer = consumer;
    }

    /** Success or a warning, or as the route set it. Everything that went wrong is a refusal. */
    Status of(Exchange exchange, Association association) {
        Optional<Exception> failure = failure(exchange);
        Status status =
                failure.map(e -> FailureStatus.of(e, consumer.node().service())).orElseGet(() -> fromHeaders(exchange));
        if (failure.isPresent()) {
            refused(failure.get(), status, association);
        } else if (failing) {
            failing = false;
            LOG.info("Route {} takes what comes again", consumer.getRouteId());
        }
        return status;
    }

    /**
     * What went wrong. An error that an error handler dealt with is one still, unless the route said by a status that the peer
     * is to be answered otherwise.
     */
    private static Optional<Exception> failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return Optional.of(exchange.getException());
        }
        if (exchange.isRollbackOnly()) {
            return Optional.of(new IllegalStateException("The exchange was rolled back"));
        }
        boolean handled = exchange.getExchangeExtension().isFailureHandled()
                || Boolean.TRUE.equals(exchange.getExchangeExtension().getErrorHandlerHandled());
        boolean answered = exchange.getMessage().getHeader(DicomConstants.STATUS) != null;
        return handled && !answered
                ? Optional.of(Optional.ofNullable(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                        .orElseGet(() -> new IllegalStateException("An error was handled")))
                : Optional.empty();
    }

    private static Status fromHeaders(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(DicomConstants.STATUS);
        if (header == null) {
            return Status.SUCCESS;
        }
        Integer code = exchange.getMessage().getHeader(DicomConstants.STATUS, Integer.class);
        boolean valid = code != null && code >= 0 && code <= 0xFFFF;
        Status status = valid ? Status.of(code) : Status.PROCESSING_FAILURE;
        if (status.isPending() || status.category() == Status.Category.CANCEL) {
            return Status.PROCESSING_FAILURE;
        }
        String comment = exchange.getMessage().getHeader(DicomConstants.ERROR_COMMENT, "", String.class);
        return comment.isEmpty() || status.isSuccess() ? status : status.withComment(comment);
    }

    private void refused(Exception failure, Status status, Association association) {
        if (!failing) {
            failing = true;
            LOG.warn(
                    "Route {}: a request of {} was answered {}: {}",
                    consumer.getRouteId(),
                    association,
                    status,
                    Failures.loggable(failure));
        } else {
            LOG.debug(
                    "Route {}: a request of {} was answered {}: {}",
                    consumer.getRouteId(),
                    association,
                    status,
                    Failures.loggable(failure));
        }
    }

    /** Counts an operation. */
    void count(Status status, long startedNanos, AcceptedAssociations.Facts facts, Association association) {
        (status.isFailure() ? facts.failed() : facts.done()).incrementAndGet();
        consumer.metrics()
                .operation(
                        DicomRole.SCP,
                        association.remoteAeTitle(),
                        consumer.node().service(),
                        DicomMetrics.text(status),
                        Duration.ofNanos(System.nanoTime() - startedNanos));
    }

    /** The status itself where it is no failure. */
    static Status orThrow(Status status) {
        if (status.isFailure()) {
            throw new DimseException(status);
        }
        return status;
    }
}
