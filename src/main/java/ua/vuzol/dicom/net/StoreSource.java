package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.List;
import ua.vuzol.dicom.data.TransferSyntax;

/** An object that can be sent by C-STORE, perhaps more than once. */
public interface StoreSource {

    String sopClassUid();

    String sopInstanceUid();

    /** UIDs of the transfer syntaxes that it can be sent in, the one it is in first. */
    List<String> transferSyntaxes();

    /**
     * Writes the data set, without file meta information.
     *
     * @param syntax one of {@link #transferSyntaxes}
     */
    void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException;
}
