package ua.vuzol.hl7;

import java.time.Instant;

/**
 * A message to a partner, as people see it.
 *
 * @param key messages of one key arrive in their order
 * @param type MSH-9
 * @param state WAITING, DONE, DEAD (the partner refused it) or CANCELLED
 * @param answer the partner's MSA-1 and text, or what else went wrong
 */
public record OutboundEntry(
        long id,
        String partner,
        String key,
        String controlId,
        String type,
        String state,
        int attempts,
        String answer,
        Instant createdAt,
        Instant changedAt) {}
