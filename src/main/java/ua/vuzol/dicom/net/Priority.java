package ua.vuzol.dicom.net;

/** Priority (0000,0700) of a C-STORE, C-FIND, C-MOVE or C-GET (PS3.7 E.1). */
public enum Priority {
    MEDIUM,
    HIGH,
    LOW;

    /** The value of (0000,0700). */
    int code() {
        return ordinal();
    }

    /** Anything undefined counts as medium. */
    static Priority of(int code) {
        return code >= 0 && code < values().length ? values()[code] : MEDIUM;
    }
}
