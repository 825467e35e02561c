package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;

/** Performs DIMSE-N requests on SOP instances (PS3.7 10). */
@FunctionalInterface
public interface NormalizedService {

    /**
     * The outcome.
     *
     * @param status success or a warning
     * @param sopInstanceUid of an N-CREATE that left the choice to us; empty to answer with the UID of the request
     * @param dataSet attribute list, or event or action reply
     */
    record Result(Status status, String sopInstanceUid, Optional<DataSet> dataSet) {

        public static final Result SUCCESS = new Result(Status.SUCCESS, "", Optional.empty());

        public static Result of(DataSet dataSet) {
            return new Result(Status.SUCCESS, "", Optional.of(dataSet));
        }
    }

    /** @throws DimseException to answer with its status */
    Result perform(NormalizedRequest request, Association association) throws IOException;
}
