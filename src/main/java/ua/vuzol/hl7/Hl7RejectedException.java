package ua.vuzol.hl7;

/** A message that cannot be done. */
public final class Hl7RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Hl7Error code;
    private final String location;

    private Hl7RejectedException(Hl7Error code, String location, String sentence) {
        super(sentence);
        this.code = code;
        this.location = location;
    }

    public static Hl7RejectedException error(Hl7Error code, String location, String sentence) {
        return new Hl7RejectedException(code, location, sentence);
    }

    public Hl7Error code() {
        return code;
    }

    public String location() {
        return location;
    }
}
