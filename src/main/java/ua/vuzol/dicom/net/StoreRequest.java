package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.io.DicomWriter;

/**
 * A C-STORE that came in (PS3.7 9.1.1).
 *
 * @param moveOriginatorAeTitle who asked for the C-MOVE that this is a sub-operation of
 */
public record StoreRequest(
        Association association,
        PresentationContext context,
        int messageId,
        String sopClassUid,
        String sopInstanceUid,
        Priority priority,
        Optional<String> moveOriginatorAeTitle) {

    /** File Meta Information for the object as it comes (PS3.10 7.1), with who sent it to whom. */
    public DataSet fileMeta() {
        return new DataSet()
                .put(Tag.MediaStorageSOPClassUID, sopClassUid)
                .put(Tag.MediaStorageSOPInstanceUID, sopInstanceUid)
                .put(Tag.TransferSyntaxUID, context.transferSyntax().uid())
                .put(Tag.SourceApplicationEntityTitle, association.callingAeTitle())
                .put(Tag.SendingApplicationEntityTitle, association.callingAeTitle())
                .put(Tag.ReceivingApplicationEntityTitle, association.calledAeTitle());
    }

    /**
     * Writes a DICOM file (PS3.10 7) as the object arrives, to a channel that it neither flushes to disk nor closes.
     *
     * @param dataSet as {@link StoreService#store} has it
     */
    public void writeFile(DataSetInput dataSet, WritableByteChannel file) throws IOException {
        DicomWriter.writeHeader(fileMeta(), Channels.newOutputStream(file));
        dataSet.transferTo(file);
    }
}
