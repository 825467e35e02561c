package ua.vuzol.dicom.net;

import java.io.IOException;

/** Takes the objects of C-STORE (PS3.4 B). */
@FunctionalInterface
public interface StoreService {

    /**
     * Takes one object. It is on the association's own thread: what is not read is not received, which slows the sender.
     *
     * @param dataSet the bytes of the data set in the transfer syntax of the context, without file meta information, as they
     *     arrive; it fails with an {@link AssociationException} where the association ends before the object does
     * @return success, only when the object is safe, or a warning
     * @throws DimseException to answer with its status
     * @throws IOException if the object cannot be kept: answered with A700H, out of resources
     */
    Status store(StoreRequest request, DataSetInput dataSet) throws IOException;
}
