package ua.vuzol.peers;

/** What a peer may ask of the hub. */
public enum Right {
    /** Send objects, ask whether they are safe, and report on performed procedure steps. */
    STORE,
    /** Search the archive and worklists. */
    QUERY,
    /** Have objects sent to itself or to another. */
    RETRIEVE
}
