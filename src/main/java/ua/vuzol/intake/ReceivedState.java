package ua.vuzol.intake;

/** Where an object that was received is on its way. */
enum ReceivedState {
    /** It is safe in the landing store. */
    LANDED,
    /** It is in the archive. */
    STORED,
    /** It had come before, and the hub has it once. */
    SAME,
    /** It could not be understood, or contradicts the archive, and is kept aside whole. */
    QUARANTINED
}
