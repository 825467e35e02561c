package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/** Numbers of C-STORE sub-operations of a C-GET or C-MOVE (PS3.4 C.4.2.1.6 to C.4.2.1.9). */
public record SubOperations(int remaining, int completed, int failed, int warning) {

    /** What a response says; absent numbers are 0. */
    public static SubOperations of(DataSet command) {
        return new SubOperations(
                command.integer(Tag.NumberOfRemainingSuboperations).orElse(0),
                command.integer(Tag.NumberOfCompletedSuboperations).orElse(0),
                command.integer(Tag.NumberOfFailedSuboperations).orElse(0),
                command.integer(Tag.NumberOfWarningSuboperations).orElse(0));
    }

    static SubOperations ofTotal(int total) {
        return new SubOperations(total, 0, 0, 0);
    }

    SubOperations oneCompleted() {
        return new SubOperations(remaining - 1, completed + 1, failed, warning);
    }

    SubOperations oneFailed() {
        return new SubOperations(remaining - 1, completed, failed + 1, warning);
    }

    SubOperations oneWarned() {
        return new SubOperations(remaining - 1, completed, failed, warning + 1);
    }

    /** All that remain have failed. */
    SubOperations restFailed() {
        return new SubOperations(0, completed, failed + remaining, warning);
    }

    /** The status of the final response (PS3.4 C.4.2.3.1, C.4.3.3.1), where the operation was not cancelled. */
    Status finalStatus() {
        if (failed == 0 && warning == 0) {
            return Status.SUCCESS;
        }
        return completed == 0 && warning == 0
                ? Status.UNABLE_TO_PERFORM_SUBOPERATIONS
                : Status.SUBOPERATIONS_WITH_FAILURES;
    }

    /** Puts the numbers into a response; the remaining only where some may follow or were cancelled. */
    void putInto(DataSet command, Status status) {
        if (status.isPending() || status.category() == Status.Category.CANCEL) {
            command.put(Tag.NumberOfRemainingSuboperations, Math.min(remaining, 0xFFFF));
        }
        command.put(Tag.NumberOfCompletedSuboperations, Math.min(completed, 0xFFFF))
                .put(Tag.NumberOfFailedSuboperations, Math.min(failed, 0xFFFF))
                .put(Tag.NumberOfWarningSuboperations, Math.min(warning, 0xFFFF));
    }
}
