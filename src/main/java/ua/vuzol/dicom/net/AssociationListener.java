package ua.vuzol.dicom.net;

import java.util.Optional;

/** Told of the associations of a listener or requestor, on the threads that serve them; it must not block. */
public interface AssociationListener {

    /** Does nothing. */
    AssociationListener NONE = new AssociationListener() {};

    /** An association was established. */
    default void established(Association association) {}

    /** A request was rejected here. */
    default void rejected(AssociateRequest request, Peer peer, Rejection rejection) {}

    /** A connection ended before it became an association, for this cause. */
    default void failed(Peer peer, Exception cause) {}

    /** An association is over; without a cause it was released. */
    default void ended(Association association, Optional<AssociationException> cause) {}
}
