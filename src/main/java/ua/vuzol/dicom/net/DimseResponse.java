package ua.vuzol.dicom.net;

import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;

/**
 * A response to a DIMSE request.
 *
 * @param command the command set (PS3.7 Annex E)
 * @param dataSet what came with it: a match, an identifier, the attributes of a SOP instance
 */
public record DimseResponse(Status status, DataSet command, Optional<DataSet> dataSet) {

    /** @throws DimseException with the status, if it is a failure */
    public DimseResponse orThrow() {
        if (status.isFailure()) {
            throw new DimseException(status);
        }
        return this;
    }
}
