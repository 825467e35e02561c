package ua.vuzol.dicom.io;

import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;

/** The input is not DICOM, is damaged, or goes beyond a limit of {@link ReadOptions}. */
public final class DicomFormatException extends DicomException {

    private final long offset;
    private final int tag;

    DicomFormatException(String problem, long offset, int tag) {
        super(problem + " (at byte " + offset + (tag == 0 ? ")" : ", element " + Tag.describe(tag) + ")"));
        this.offset = offset;
        this.tag = tag;
    }

    /** Bytes from the start of the input (in a deflated data set: of what it inflates to) to where it was found. */
    public long offset() {
        return offset;
    }

    /** The element being read, 0 before the first. */
    public int tag() {
        return tag;
    }
}
