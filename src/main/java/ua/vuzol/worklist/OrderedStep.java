package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.hl7.Hl7Message;

/**
 * A step as an order tells it.
 *
 * @param number of the order: the placer's, else the filler's
 * @param filler EI.1 of the filler's order number, or empty
 * @param toldStepId as it came
 * @param ordinal its place among the steps of the order in the message, from 1
 * @param numbers by keyword, SH values as they came, which may be longer than DICOM has room for
 * @param attributes the answer to a query, without the numbers and the study
 * @param forms JSON, by tag the forms under which its text is found
 * @param orcPosition 1 for the first ORC of the message
 * @param told JSON, fields as they came
 */
record OrderedStep(
        Hl7Message message,
        String control,
        OrderControl.Effect effect,
        OrderNumber number,
        String filler,
        Optional<String> toldStepId,
        int ordinal,
        Optional<String> studyUid,
        Map<String, String> numbers,
        String modality,
        List<String> stations,
        Instant start,
        ObjectNode attributes,
        String forms,
        int orcPosition,
        String told) {

    /** An order number with who gave it; an issuer that one message names and another does not is the same. */
    record OrderNumber(String value, String issuer) {
        boolean isSame(OrderNumber other) {
            return value.equals(other.value)
                    && (issuer.equals(other.issuer) || issuer.isEmpty() || other.issuer.isEmpty());
        }
    }

    String stepKey() {
        return toldStepId.orElse("#" + ordinal);
    }

    /** Where the error segment points to: the order's ORC. */
    String location(int field) {
        return "ORC^" + orcPosition + '^' + field;
    }

    Instant at() {
        return message.time().orElseGet(Instant::now);
    }
}
