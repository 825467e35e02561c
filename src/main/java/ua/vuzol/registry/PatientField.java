package ua.vuzol.registry;

/** What a message may tell of a person, each with a time of its own: a message that comes late is news where no newer one spoke. */
enum PatientField {
    NAME,
    BIRTH_DATE,
    SEX,
    MOTHERS_NAME,
    ADDRESS,
    PHONES,
    /** Whether the MIS has deleted its record. */
    WITHDRAWN
}
