package ua.vuzol.hl7;

/**
 * A message cannot be done: it is answered AE or AR with an ERR segment and has no effect. The sentence goes to the sender and
 * into the ledger, so it names keys and fields, never what they hold.
 */
public final class Hl7RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Acceptance acceptance;
    private final Hl7Error code;
    private final String location;

    private Hl7RejectedException(Acceptance acceptance, Hl7Error code, String location, String sentence) {
        super(sentence);
        this.acceptance = acceptance;
        this.code = code;
        this.location = location;
    }

    /**
     * The message is understood, but cannot be done: AE.
     *
     * @param location segment, its number among those of its name, field: {@code PID^1^5}; a component and a subcomponent may
     *     follow; empty where no place is to blame
     */
    public static Hl7RejectedException error(Hl7Error code, String location, String sentence) {
        return new Hl7RejectedException(Acceptance.AE, code, location, sentence);
    }

    /** The message is not taken: AR. */
    public static Hl7RejectedException reject(Hl7Error code, String location, String sentence) {
        return new Hl7RejectedException(Acceptance.AR, code, location, sentence);
    }

    public Acceptance acceptance() {
        return acceptance;
    }

    public Hl7Error code() {
        return code;
    }

    public String location() {
        return location;
    }
}
