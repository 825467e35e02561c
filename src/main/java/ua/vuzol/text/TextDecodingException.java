package ua.vuzol.text;

/**
 * Bytes that are not text in the named encoding. The message tells the encoding and the offset of the first wrong byte, never
 * the text around it, which may be a patient's name.
 */
public final class TextDecodingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String charset;
    private final long byteOffset;

    TextDecodingException(String charset, long byteOffset) {
        super("The byte at offset " + byteOffset + " is not a character in " + charset
                + "; check the encoding that the profile of this source names.");
        this.charset = charset;
        this.byteOffset = byteOffset;
    }

    /** The canonical name of the encoding that was expected. */
    public String charset() {
        return charset;
    }

    /** Zero-based offset of the first byte that could not be decoded. */
    public long byteOffset() {
        return byteOffset;
    }
}
