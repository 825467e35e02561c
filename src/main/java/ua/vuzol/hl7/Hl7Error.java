package ua.vuzol.hl7;

/** What can be wrong with a message: HL7 table 0357, message error condition codes. */
public enum Hl7Error {
    ACCEPTED("0", "Message accepted"),
    SEGMENT_SEQUENCE("100", "Segment sequence error"),
    REQUIRED_FIELD_MISSING("101", "Required field missing"),
    DATA_TYPE("102", "Data type error"),
    TABLE_VALUE("103", "Table value not found"),
    UNSUPPORTED_TYPE("200", "Unsupported message type"),
    UNSUPPORTED_EVENT("201", "Unsupported event code"),
    UNSUPPORTED_PROCESSING("202", "Unsupported processing id"),
    UNSUPPORTED_VERSION("203", "Unsupported version id"),
    UNKNOWN_KEY("204", "Unknown key identifier"),
    DUPLICATE_KEY("205", "Duplicate key identifier"),
    RECORD_LOCKED("206", "Application record locked"),
    INTERNAL("207", "Application internal error");

    private final String code;
    private final String text;

    Hl7Error(String code, String text) {
        this.code = code;
        this.text = text;
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
