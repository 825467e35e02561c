package ua.vuzol.delivery;

/** Where an object is on its way to a destination. */
public enum DeliveryState {
    /** It is to be sent, for the first time or again. */
    WAITING,
    /** It was sent whole but no answer came, or the hub ended meanwhile: the peer is asked before it is sent again. */
    DOUBTFUL,
    /** The peer took it; storage commitment is awaited. */
    SENT,
    /** The peer took it, and is not asked for storage commitment. */
    DELIVERED,
    /** The peer has said that it keeps it (storage commitment, PS3.4 J). */
    CONFIRMED,
    /** A dead letter: the peer does not want it, and says why. Nothing happens until a person retries it. */
    REJECTED,
    /** A person ended it, or the archive has the object no more. */
    CANCELLED;

    /** Whether something is still to be sent. */
    public boolean isOpen() {
        return this == WAITING || this == DOUBTFUL;
    }
}
