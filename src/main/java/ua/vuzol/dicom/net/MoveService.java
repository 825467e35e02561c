package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.List;

/** Answers C-MOVE (PS3.4 C.4.2): chooses what is sent and where; the association and the sub-operations are the toolkit's. */
@FunctionalInterface
public interface MoveService {

    /**
     * What a C-MOVE means.
     *
     * @param destination the node that the move destination stands for
     * @param callingAeTitle of the association with it
     * @param timeouts for it
     */
    record Move(
            NodeAddress destination, String callingAeTitle, Timeouts timeouts, List<? extends StoreSource> instances) {}

    /**
     * @param destination Move Destination (0000,0600), an AE title
     * @throws DimseException to answer with its status, such as {@link Status#MOVE_DESTINATION_UNKNOWN}
     */
    Move move(QueryRequest request, String destination) throws IOException;
}
