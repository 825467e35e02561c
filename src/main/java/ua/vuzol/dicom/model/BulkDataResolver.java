package ua.vuzol.dicom.model;

import java.io.IOException;
import java.util.Optional;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;

/** Gives what a document refers to. */
@FunctionalInterface
public interface BulkDataResolver {

    /**
     * The value behind a URI: {@link Value.Bulk} (text in UTF-8, numbers little endian), or {@link Value.Fragments} for
     * encapsulated pixel data. Empty if the URI is not one that this resolver follows, which ends the reading.
     *
     * @param uri as the document has it; the {@code uuid} of an XML document as {@code urn:uuid:...}
     * @throws IOException if it should be there and cannot be had; it ends the reading as it is
     */
    Optional<Value> resolve(int tag, VR vr, String uri) throws IOException;

    /** Follows no URI, so that a document cannot make this machine ask another. */
    static BulkDataResolver none() {
        return (tag, vr, uri) -> Optional.empty();
    }
}
