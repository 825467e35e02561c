package ua.vuzol.intake;

/**
 * A file cannot be taken now, through no fault of its own: it stays where it is and is tried again. The message names
 * neither the file nor anything in it, so that it may be logged.
 */
public final class LandingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LandingException(String message) {
        super(message);
    }
}
