package ua.vuzol.dicom.data;

/** A value does not fit its element: too long, of the wrong form, not representable in the character set, of another VR. */
public final class DicomValueException extends DicomException {

    private final int tag;

    /** @param problem what is wrong and the mend, without the value itself */
    public DicomValueException(int tag, String problem) {
        super(Tag.describe(tag) + ": " + problem);
        this.tag = tag;
    }

    public int tag() {
        return tag;
    }
}
