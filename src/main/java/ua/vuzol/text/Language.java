package ua.vuzol.text;

/** The language of a name, as far as its letters and words tell. */
public enum Language {
    UKRAINIAN,
    RUSSIAN,
    /** Letters of both languages stand in the name. */
    MIXED,
    /** Nothing tells: only letters that both languages have. */
    UNKNOWN
}
