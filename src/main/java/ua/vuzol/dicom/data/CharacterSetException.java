package ua.vuzol.dicom.data;

/** A text holds a character that a character set has no code for. */
public final class CharacterSetException extends DicomException {

    private final int codePoint;

    CharacterSetException(SpecificCharacterSet characterSet, int codePoint) {
        super(String.format("U+%04X has no code in %s; use ISO_IR 192 or replace it", codePoint, characterSet));
        this.codePoint = codePoint;
    }

    /** The Unicode code point that cannot be written. */
    public int codePoint() {
        return codePoint;
    }
}
