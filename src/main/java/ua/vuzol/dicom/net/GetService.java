package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.List;

/** Answers C-GET (PS3.4 C.4.3): chooses what is sent; the sub-operations are the toolkit's. */
@FunctionalInterface
public interface GetService {

    /**
     * The instances that the identifier means.
     *
     * @throws DimseException to answer with its status
     */
    List<? extends StoreSource> get(QueryRequest request) throws IOException;
}
