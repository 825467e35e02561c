package ua.vuzol.journey;

/**
 * What an event is told of.
 *
 * @param kind the sort of thing
 * @param id its key, unique within the kind
 */
public record Subject(Kind kind, String id) {

    /** The sorts of things that have a history. */
    public enum Kind {
        FILE,
        EXAMINATION,
        RECEIVED,
        STUDY,
        ROUTE
    }

    public static Subject file(long ledgerId) {
        return new Subject(Kind.FILE, Long.toString(ledgerId));
    }

    public static Subject examination(long id) {
        return new Subject(Kind.EXAMINATION, Long.toString(id));
    }

    /** A DICOM object that came, by its number in the ledger. */
    public static Subject received(long id) {
        return new Subject(Kind.RECEIVED, Long.toString(id));
    }

    public static Subject study(String studyInstanceUid) {
        return new Subject(Kind.STUDY, studyInstanceUid);
    }

    public static Subject route(String file) {
        return new Subject(Kind.ROUTE, file);
    }

    /** The form in which the subject stands in the database. */
    String key() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + id;
    }
}
