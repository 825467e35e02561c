package ua.vuzol.intake.record;

/** The forms in which devices write their records. */
public enum SidecarFormat {
    CSV,
    INI,
    XML,
    JSON,
    DBF
}
