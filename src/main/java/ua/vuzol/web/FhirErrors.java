package ua.vuzol.web;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every failure with an OperationOutcome. HAPI's own handler would write the message to the log, and a message may
 * repeat the number of a patient that was asked for; here the caller's mistakes are told to the caller alone.
 */
@Interceptor
class FhirErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FhirErrors.class);

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException answer(Throwable failure) {
        BaseServerResponseException answer = typed(failure);
        if (answer.getStatusCode() >= 500) {
            LOG.error("A FHIR request failed", failure);
        }
        if (answer.getOperationOutcome() == null) {
            answer.setOperationOutcome(outcome(answer));
        }
        return answer;
    }

    private static BaseServerResponseException typed(Throwable failure) {
        if (failure instanceof BaseServerResponseException typed) {
            return typed;
        }
        return failure instanceof DataFormatException
                ? new InvalidRequestException(failure)
                : new InternalErrorException("The hub failed to answer; its log says why.", failure);
    }

    private static OperationOutcome outcome(BaseServerResponseException answer) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue()
                .setSeverity(IssueSeverity.ERROR)
                .setCode(issueType(answer.getStatusCode()))
                .setDiagnostics(answer.getMessage());
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
