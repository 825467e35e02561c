package ua.vuzol.query;

import ua.vuzol.dicom.data.VR;

/**
 * An attribute that queries are matched by and answered with.
 *
 * @param sql what gives its value: text, a date, a time, a number, an array of text, or JSON for a sequence
 * @param keys for text that is found by its search forms: an array of them
 */
public record QueryAttribute(int tag, VR vr, Kind kind, String sql, String keys) {

    /** How it is matched (PS3.4 C.2.2.2). */
    public enum Kind {
        /** List of UIDs. */
        UID,
        /** A number, code or identifier: as it is, case counts. */
        CODE,
        /** Patient ID: also one that was merged into another. */
        PATIENT_ID,
        /** Text and names: by an array of search forms. */
        TEXT,
        /** The patient's names, by the search forms in {@code patient_key}. */
        PATIENT_NAME,
        DATE,
        TIME,
        INTEGER,
        /** Several values, of which one must match. */
        VALUES,
        SEQUENCE,
        /** The sequence of the patient's other numbers. */
        OTHER_IDS,
        /** What the hub says of itself: never matched. */
        CONSTANT
    }

    /** One that is not found by search forms. */
    public static QueryAttribute of(int tag, VR vr, Kind kind, String sql) {
        return new QueryAttribute(tag, vr, kind, sql, "");
    }
}
