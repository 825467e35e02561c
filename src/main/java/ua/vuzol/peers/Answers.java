package ua.vuzol.peers;

/**
 * How text is written for a peer.
 *
 * @param characterSet that it understands
 * @param latin names and other text in Latin letters, for those that show no others
 */
public record Answers(CharacterSet characterSet, boolean latin) {

    /** Text as it is, in UTF-8. */
    public static final Answers UTF_8 = new Answers(CharacterSet.UTF_8, false);

    /** Specific Character Set (0008,0005), PS3.3 C.12.1.1.2. */
    public enum CharacterSet {
        /** ISO_IR 192. */
        UTF_8("ISO_IR 192"),
        /** ISO_IR 144, ISO 8859-5, which lacks the letter ґ among others. */
        CYRILLIC("ISO_IR 144"),
        /** No value: ISO-IR 6, the letters of ASCII. */
        ASCII("");

        private final String definedTerm;

        CharacterSet(String definedTerm) {
            this.definedTerm = definedTerm;
        }

        /** The value of (0008,0005); empty for the default repertoire. */
        public String definedTerm() {
            return definedTerm;
        }
    }
}
