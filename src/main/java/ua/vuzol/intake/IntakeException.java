package ua.vuzol.intake;

/**
 * A step of the intake failed through no fault of the input and is to be tried again. The message holds nothing of the
 * input, and there is no cause whose message could, so that it may be logged.
 */
public final class IntakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IntakeException(String message) {
        super(message);
    }
}
