package ua.vuzol.hl7;

/**
 * How a message is answered.
 *
 * @param code {@link Hl7Error#ACCEPTED} with AA
 * @param location segment, number, field, component: {@code PID^1^5}; empty where no place is to blame
 * @param sentence empty with AA
 */
record Answer(Acceptance acceptance, Hl7Error code, String location, String sentence) {
    static final Answer ACCEPTED = new Answer(Acceptance.AA, Hl7Error.ACCEPTED, "", "");
    static final Answer AWAY =
            new Answer(Acceptance.AE, Hl7Error.INTERNAL, "", "The hub cannot keep messages at present; send it again.");

    static Answer of(Hl7RejectedException e) {
        return new Answer(e.acceptance(), e.code(), e.location(), e.getMessage());
    }

    boolean accepted() {
        return acceptance == Acceptance.AA;
    }
}
