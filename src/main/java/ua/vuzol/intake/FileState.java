package ua.vuzol.intake;

/** How far a landed file has come. */
enum FileState {
    /** Safe and in the ledger; nobody has looked at it. */
    LANDED,
    /** Understood as part of an examination or as a table of examinations. */
    ASSEMBLED,
    /** A picture that is in a DICOM object of the archive. */
    CONVERTED,
    /** A picture in whose place another of the same name came before it was converted. */
    SUPERSEDED,
    /** Not understood on its own account. */
    QUARANTINED
}
