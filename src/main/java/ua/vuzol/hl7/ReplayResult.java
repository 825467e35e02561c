package ua.vuzol.hl7;

/**
 * What a replay came to.
 *
 * @param id of the new message; 0 if it could not be kept
 */
public record ReplayResult(long id, Acceptance state, String sentence) {}
