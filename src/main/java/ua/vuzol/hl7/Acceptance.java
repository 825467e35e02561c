package ua.vuzol.hl7;

/** How a message is answered: HL7 table 0008, acknowledgment codes of the original mode. */
public enum Acceptance {
    /** Done and committed. */
    AA,
    /** Understood, but it cannot be done. */
    AE,
    /** Not taken: wrong form, type or version. */
    AR
}
