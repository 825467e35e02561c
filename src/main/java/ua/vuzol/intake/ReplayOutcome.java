package ua.vuzol.intake;

/**
 * What came of trying again.
 *
 * @param succeeded whether nothing of it is in quarantine any more
 * @param detail one sentence for a person
 */
public record ReplayOutcome(boolean succeeded, String detail) {}
