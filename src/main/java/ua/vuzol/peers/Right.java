package ua.vuzol.peers;

/** What a peer may ask of the hub. */
public enum Right {
    /** Send objects, and ask whether they are safe. */
    STORE,
    /** Search the archive and worklists. */
    QUERY,
    /** Have objects sent to itself or to another. */
    RETRIEVE
}
