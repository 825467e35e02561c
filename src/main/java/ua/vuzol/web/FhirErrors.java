package ua.vuzol.web;

import static java.util.stream.Collectors.joining;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failure with an OperationOutcome. HAPI's own handler would write the message to the log, and a message may
 * repeat the number of a patient that was asked for; here the caller's mistakes are told to the caller alone, and the hub's own
 * failures to the log alone, by class and place.
 */
@Interceptor
class FhirErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FhirErrors.class);
    private static final String OWN_FAILURE = "The hub failed to answer; its log says why.";

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException answer(Throwable failure) {
        BaseServerResponseException answer = typed(failure);
        if (answer.getStatusCode() >= 500) {
            LOG.error("A FHIR request failed: {} at {}", classes(failure), place(failure));
            // HAPI wraps what a provider throws, and repeats its message: SQL, with values
            answer.setOperationOutcome(outcome(answer.getStatusCode(), OWN_FAILURE));
        } else if (answer.getOperationOutcome() == null) {
            answer.setOperationOutcome(outcome(answer.getStatusCode(), answer.getMessage()));
        }
        return answer;
    }

    private static BaseServerResponseException typed(Throwable failure) {
        if (failure instanceof BaseServerResponseException typed) {
            return typed;
        }
        return failure instanceof DataFormatException
                ? new InvalidRequestException(failure)
                : new InternalErrorException(OWN_FAILURE, failure);
    }

    private static String classes(Throwable failure) {
        return causes(failure).map(cause -> cause.getClass().getSimpleName()).collect(joining(", by "));
    }

    /** Where in the hub the innermost cause comes from. */
    private static String place(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> Arrays.stream(cause.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("ua.vuzol."))
                        .limit(1))
                .reduce((outer, inner) -> inner)
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static OperationOutcome outcome(int status, String message) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(issueType(status))
                .setDiagnostics(message);
        return outcome;
    }

    private static IssueType issueType(int status) {
        return switch (status) {
            case 400 -> IssueType.INVALID;
            case 404, 410 -> IssueType.NOTFOUND;
            case 405, 501 -> IssueType.NOTSUPPORTED;
            default -> status < 500 ? IssueType.PROCESSING : IssueType.EXCEPTION;
        };
    }
}
