package ua.vuzol.hl7;

import java.util.Optional;

/**
 * Which messages.
 *
 * @param partner name in {@code mappings/hl7/partners.yaml}
 * @param type MSH-9.1
 * @param event MSH-9.2
 * @param patient PID-3.1
 * @param controlId MSH-10
 * @param replayOf id of the message that they are replays of
 */
public record MessageQuery(
        Optional<String> partner,
        Optional<String> type,
        Optional<String> event,
        Optional<Acceptance> state,
        Optional<String> patient,
        Optional<String> controlId,
        Optional<Long> replayOf) {}
