package ua.vuzol.intake;

/**
 * An input that cannot be understood. It goes whole to quarantine and the message is the reason a person reads there: one
 * sentence that says what is wrong and how to mend it. The message may name what stands in the input, so it is stored and
 * shown but never logged.
 */
public final class UnreadableInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableInputException(String reason) {
        super(reason);
    }

    public UnreadableInputException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
