package ua.vuzol.intake.convert;

/**
 * A value that does not stand in the DICOM file as the device wrote it.
 *
 * @param keyword of the attribute
 * @param before as the device wrote it
 * @param after as it stands now
 */
public record Change(String keyword, String before, String after, Reason reason) {

    /** Reason for the Attribute Modification (0400,0565), PS3.3 C.12.1. */
    public enum Reason {
        /** The value was wrong: a letter of the wrong script, a separator within text. */
        CORRECT,
        /** The same in another form: Latin for Cyrillic. */
        COERCE
    }

    /** A sentence without the values, which are patient data. */
    @Override
    public String toString() {
        return keyword + " is not as the device wrote it (" + reason + "); Original Attributes Sequence has the value";
    }
}
