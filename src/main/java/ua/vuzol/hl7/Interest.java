package ua.vuzol.hl7;

/** What a partner wants to be told of: {@code sends} in {@code mappings/hl7/partners.yaml}. */
public enum Interest {
    /** How it stands with orders: in progress, completed, discontinued. */
    STATUS,
    /** Results with the link to the images. */
    RESULTS,
    /** Changes of patients whose studies are in the archive. */
    PATIENTS
}
