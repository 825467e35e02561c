package ua.vuzol.archive;

/** What became of an object that was to be stored. */
public sealed interface StoreOutcome {

    /** It is new and in the catalogue when the transaction is committed. */
    record Stored(String studyUid) implements StoreOutcome {}

    /** The archive has the same already: nothing is new. */
    record Same() implements StoreOutcome {}

    /**
     * It contradicts what the archive has, which stays as it is; nothing was taken and the file is where it was.
     *
     * @param reason what contradicts and what a person can do, without patient data
     */
    record Conflict(String reason, String sopInstanceUid) implements StoreOutcome {}
}
