package ua.vuzol.dicom.net;

import java.util.function.BooleanSupplier;
import ua.vuzol.dicom.data.DataSet;

/**
 * A C-FIND, C-GET or C-MOVE that came in.
 *
 * @param sopClassUid the information model
 * @param identifier the keys (PS3.4 C.4.1.1.3, C.4.2.1.4)
 * @param isCancelled whether the peer cancelled; the toolkit looks at it between two matches or sub-operations, a service
 *     that takes long before its first match may too
 */
public record QueryRequest(
        Association association,
        PresentationContext context,
        int messageId,
        String sopClassUid,
        Priority priority,
        DataSet identifier,
        BooleanSupplier isCancelled) {}
