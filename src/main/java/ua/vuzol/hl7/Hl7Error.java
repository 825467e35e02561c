package ua.vuzol.hl7;

/** Table 0357. */
public enum Hl7Error {
    UNSUPPORTED_TYPE,
    REQUIRED_FIELD_MISSING,
    DATA_TYPE,
    TABLE_VALUE,
    UNKNOWN_KEY,
    DUPLICATE_KEY,
    INTERNAL
}
