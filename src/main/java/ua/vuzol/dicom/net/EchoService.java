package ua.vuzol.dicom.net;

import java.io.IOException;

/** Answers C-ECHO (PS3.4 A). It is on the association's own thread. */
@FunctionalInterface
public interface EchoService {

    /** @throws DimseException to answer with its status */
    Status echo(Association association, int messageId) throws IOException;
}
