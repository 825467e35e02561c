package ua.vuzol.worklist;

/** What a result is to those that were told before, with its codes of tables 0123 (OBR-25) and 0085 (OBX-11). */
enum ResultStatus {
    FINAL("F", "F"),
    CORRECTED("C", "C"),
    /** What was told is another order's. */
    WRONG("C", "W");

    private final String ofReport;
    private final String ofObservation;

    ResultStatus(String ofReport, String ofObservation) {
        this.ofReport = ofReport;
        this.ofObservation = ofObservation;
    }

    String ofReport() {
        return ofReport;
    }

    String ofObservation() {
        return ofObservation;
    }
}
