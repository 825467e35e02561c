package ua.vuzol.dicom.data;

import java.util.Optional;

/** The value representations of PS3.5 6.2, with what encoding and limits need to know about each. */
public enum VR {
    AE(Kind.TEXT, 16),
    AS(Kind.TEXT, 4),
    AT(Kind.BINARY, 2),
    CS(Kind.TEXT, 16),
    DA(Kind.TEXT, 18),
    DS(Kind.TEXT, 16),
    DT(Kind.TEXT, 54),
    FD(Kind.BINARY, 8),
    FL(Kind.BINARY, 4),
    IS(Kind.TEXT, 12),
    LO(Kind.CHARSET_TEXT, 64),
    LT(Kind.CHARSET_TEXT, 10240),
    OB(Kind.LONG_BINARY, 1),
    OD(Kind.LONG_BINARY, 8),
    OF(Kind.LONG_BINARY, 4),
    OL(Kind.LONG_BINARY, 4),
    OV(Kind.LONG_BINARY, 8),
    OW(Kind.LONG_BINARY, 2),
    PN(Kind.CHARSET_TEXT, 64),
    SH(Kind.CHARSET_TEXT, 16),
    SL(Kind.BINARY, 4),
    SQ(Kind.SEQUENCE, 0),
    SS(Kind.BINARY, 2),
    ST(Kind.CHARSET_TEXT, 1024),
    SV(Kind.LONG_FORM_NUMBER, 8),
    TM(Kind.TEXT, 28),
    UC(Kind.LONG_CHARSET_TEXT, Integer.MAX_VALUE),
    UI(Kind.TEXT, 64),
    UL(Kind.BINARY, 4),
    UN(Kind.LONG_BINARY, 1),
    UR(Kind.LONG_TEXT, Integer.MAX_VALUE),
    US(Kind.BINARY, 2),
    UT(Kind.LONG_CHARSET_TEXT, Integer.MAX_VALUE),
    UV(Kind.LONG_FORM_NUMBER, 8);

    private enum Kind {
        TEXT,
        CHARSET_TEXT,
        LONG_TEXT,
        LONG_CHARSET_TEXT,
        BINARY,
        LONG_FORM_NUMBER,
        LONG_BINARY,
        SEQUENCE
    }

    private static final VR[] BY_CODE = new VR[26 * 26];

    static {
        for (VR vr : values()) {
            BY_CODE[index(vr.name().charAt(0), vr.name().charAt(1))] = vr;
        }
    }

    private final Kind kind;
    /** Text: the most characters in one value (PS3.5 Table 6.2-1, the wider query form of DA, DT, TM). Binary: bytes in a unit. */
    private final int size;

    VR(Kind kind, int size) {
        this.kind = kind;
        this.size = size;
    }

    private static int index(int first, int second) {
        return (first - 'A') * 26 + second - 'A';
    }

    /** The VR whose two letters these bytes are, or empty if they are none that the standard knows. */
    public static Optional<VR> of(int first, int second) {
        boolean letters = first >= 'A' && first <= 'Z' && second >= 'A' && second <= 'Z';
        return letters ? Optional.ofNullable(BY_CODE[index(first, second)]) : Optional.empty();
    }

    /** Whether explicit VR encoding gives this VR two reserved bytes and a 32-bit length (PS3.5 7.1.2). */
    public boolean isLongForm() {
        return switch (kind) {
            case LONG_TEXT, LONG_CHARSET_TEXT, LONG_FORM_NUMBER, LONG_BINARY, SEQUENCE -> true;
            case TEXT, CHARSET_TEXT, BINARY -> false;
        };
    }

    /** Whether values are characters. */
    public boolean isText() {
        return switch (kind) {
            case TEXT, CHARSET_TEXT, LONG_TEXT, LONG_CHARSET_TEXT -> true;
            case BINARY, LONG_FORM_NUMBER, LONG_BINARY, SEQUENCE -> false;
        };
    }

    /** Whether Specific Character Set (0008,0005) governs the text (PS3.5 6.1.2.3); other text is ASCII. */
    public boolean isCharsetAffected() {
        return kind == Kind.CHARSET_TEXT || kind == Kind.LONG_CHARSET_TEXT;
    }

    /** Whether a backslash separates values: all text but LT, ST, UT and UR. */
    public boolean isMultiValuedText() {
        return isText() && this != LT && this != ST && this != UT && this != UR;
    }

    /** Whether leading spaces count: paragraphs and UC, UR keep them, the others may be padded on both sides. */
    public boolean keepsLeadingSpaces() {
        return this == LT || this == ST || this == UT || this == UC || this == UR;
    }

    /** Whether the value is a row of numbers (AT included) that can be counted by its unit. */
    public boolean isNumeric() {
        return kind == Kind.BINARY || kind == Kind.LONG_FORM_NUMBER;
    }

    /** The byte that makes an odd length even: a space for text, NUL for UI and all binary. */
    public byte padding() {
        return (byte) (isText() && this != UI ? ' ' : 0);
    }

    /** Bytes in the unit that big endian encoding turns round (PS3.5 7.3); 1 for text, OB and UN. */
    public int unitSize() {
        return isText() || kind == Kind.SEQUENCE ? 1 : size;
    }

    /** Bytes of one value of a numeric VR; AT is two units of 2 bytes. */
    public int valueSize() {
        return this == AT ? 4 : unitSize();
    }

    /** The most characters in one value (for PN: in one component group), {@link Integer#MAX_VALUE} where there is no limit. */
    public int maxCharacters() {
        return isText() ? size : Integer.MAX_VALUE;
    }
}
