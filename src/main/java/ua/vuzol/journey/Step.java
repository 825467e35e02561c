package ua.vuzol.journey;

/** The steps that a timeline tells. */
public enum Step {
    /** An order planned a step of the study, changed it or called it off. */
    ORDERED,
    /** A step of the study was begun or ended, or the MIS was told of it. */
    PERFORMED,
    /** A file or a DICOM object is safe in the landing store and entered in the ledger. */
    LANDED,
    /** The same content came again, perhaps under another name, and was not taken twice. */
    SEEN_AGAIN,
    /** A file was understood as a part of an examination. */
    ASSEMBLED,
    /** Values were corrected or text was written in another script on the way to DICOM. */
    CORRECTED,
    /** The registry has learnt something new of the patient, or that two records are of one person. */
    PATIENT_CHANGED,
    /** It became known, by the hub or a person, which order the study belongs to. */
    MATCHED,
    /** Something that a person should know; nothing was changed. */
    REMARKED,
    /** An examination became DICOM objects. */
    CONVERTED,
    /** A DICOM object is in the online tier and in the catalogue. */
    STORED,
    /** All of a study has come. */
    COMPLETED,
    /** A peer that asked was told which of its objects are safe. */
    COMMITTED,
    /** An object is not what it was when it was stored. */
    DAMAGED,
    /** An input could not be understood and was set aside, whole. */
    QUARANTINED,
    /** An input was taken out of quarantine to be tried again. */
    REPLAYED,
    /** A destination took objects of the study. */
    DELIVERED,
    /** Objects cannot be delivered at present and are tried again. */
    DELIVERY_WAITS,
    /** A destination refused objects for good. */
    DELIVERY_REJECTED,
    /** A destination has said that it keeps objects. */
    DELIVERY_CONFIRMED,
    /** A person had a delivery tried again or ended it. */
    DELIVERY_CHANGED,
    /** A route or kamelet file was deployed. */
    ROUTE_DEPLOYED,
    /** A route or kamelet file was removed. */
    ROUTE_REMOVED,
    /** A route or kamelet file was refused; what ran before goes on. */
    ROUTE_REFUSED
}
