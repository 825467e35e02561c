package ua.vuzol.worklist;

/** Scheduled Procedure Step Status (0040,0020), and what becomes of a step afterwards. */
public enum StepStatus {
    SCHEDULED,
    ARRIVED,
    READY,
    STARTED,
    COMPLETED,
    /** Ended before it was done. */
    DISCONTINUED,
    CANCELED;

    /** Whether the step still waits to be done: only those are on the worklist of a modality. */
    public boolean isOpen() {
        return this == SCHEDULED || this == ARRIVED || this == READY;
    }
}
