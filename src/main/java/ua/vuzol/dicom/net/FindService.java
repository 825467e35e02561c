package ua.vuzol.dicom.net;

import java.io.IOException;

/** Answers C-FIND (PS3.4 C.4.1, K.4.1). */
@FunctionalInterface
public interface FindService {

    /** @throws DimseException to answer with its status */
    Matches find(QueryRequest request) throws IOException;
}
