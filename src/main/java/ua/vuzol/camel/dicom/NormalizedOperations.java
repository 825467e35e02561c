package ua.vuzol.camel.dicom;

import java.io.IOException;
import org.apache.camel.Message;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.NoPresentationContextException;
import ua.vuzol.dicom.net.NormalizedRequest;

/** What the operations with DIMSE-N requests have in common. */
final class NormalizedOperations {

    private NormalizedOperations() {}

    static DataSet body(Message message) {
        if (message.getBody() instanceof DataSet dataSet) {
            return dataSet;
        }
        throw new IllegalArgumentException("The body of a DIMSE-N request must be a DataSet");
    }

    /** Asks over an association; whether the peer did it is not known where that ends before the answer. */
    static DimseResponse perform(AssociationPool.Lease lease, Requests requests, NormalizedRequest request) {
        try {
            return lease.association().perform(request);
        } catch (NoPresentationContextException e) {
            throw requests.noContext(request.service(), e);
        } catch (IOException | DicomException e) {
            throw requests.ambiguous(request.service(), e);
        }
    }

    /** What the peer calls the instance, which is news where it chose it. */
    static void instance(Message message, DimseResponse response) {
        response.command()
                .string(Tag.AffectedSOPInstanceUID)
                .ifPresent(uid -> message.setHeader(DicomConstants.SOP_INSTANCE_UID, uid));
    }
}
