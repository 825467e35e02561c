package ua.vuzol.hl7;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a message is answered.
 *
 * @param code {@link Hl7Error#ACCEPTED} with AA
 * @param location segment, number, field, component: {@code PID^1^5}; empty where no place is to blame
 * @param sentence empty with AA
 */
record Answer(Acceptance acceptance, Hl7Error code, String location, String sentence) {
    private static final Logger log = LoggerFactory.getLogger(Answer.class);

    static final Answer ACCEPTED = new Answer(Acceptance.AA, Hl7Error.ACCEPTED, "", "");
    static final Answer AWAY =
            new Answer(Acceptance.AE, Hl7Error.INTERNAL, "", "The hub cannot keep messages at present; send it again.");

    static Answer of(Hl7RejectedException e) {
        return new Answer(e.acceptance(), e.code(), e.location(), e.getMessage());
    }

    /** The hub itself is to blame, which its log tells. */
    static Answer failed(String type, String partner, Throwable failure) {
        // the message of the failure may quote values
        log.error(
                "A message {} of {} could not be done: {} at {}",
                type.replaceAll("\\W", "?"),
                partner,
                failure.getClass().getName(),
                Arrays.stream(failure.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("ua.vuzol."))
                        .limit(2)
                        .toList());
        return new Answer(
                Acceptance.AE, Hl7Error.INTERNAL, "", "The hub failed to do this message; its log says where.");
    }

    boolean accepted() {
        return acceptance == Acceptance.AA;
    }
}
