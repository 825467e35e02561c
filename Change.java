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

    /** Values may be patient data. */
    @Override
    public String toString() {
        return "Change[" + keyword + ", " + reason + "]";
    }
}
