package ua.vuzol.hub;

/** The hub cannot start; carries what is wrong, naming the key or the file, and what a person can do about it. */
final class HubCannotStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String mend;

    HubCannotStartException(String what, String mend) {
        this(what, mend, null);
    }

    HubCannotStartException(String what, String mend, Throwable cause) {
        super(what, cause);
        this.mend = mend;
    }

    String mend() {
        return mend;
    }
}
