package ua.vuzol.hl7;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that came, as people see it.
 *
 * @param sender MSH-3.1 and MSH-4.1 with a bar between
 * @param patient PID-3.1
 * @param state how it was answered
 * @param error what was wrong: code of table 0357, place, sentence
 * @param note what else there is to know
 * @param charset encoding that it was decoded by
 * @param repeats how often the same came again
 * @param replayOf the message that this one is a replay of
 * @param replayedBy who had it replayed
 */
public record MessageEntry(
        long id,
        Instant receivedAt,
        String partner,
        String remote,
        String sender,
        String controlId,
        String type,
        String event,
        String version,
        String patient,
        Acceptance state,
        Optional<String> error,
        Optional<String> note,
        String charset,
        int repeats,
        Optional<Long> replayOf,
        Optional<String> replayedBy) {}
