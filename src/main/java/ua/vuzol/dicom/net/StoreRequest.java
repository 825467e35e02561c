package ua.vuzol.dicom.net;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
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

    /**
     * File Meta Information for the object as it comes (PS3.10 7.1), with who sent it to whom. What the sender gives as UIDs and
     * titles is taken as it is, also if it is not valid: the object must not be lost for that.
     */
    public DataSet fileMeta() {
        DataSet meta = new DataSet();
        CommandSet.putAsIs(meta, Tag.MediaStorageSOPClassUID, VR.UI, sopClassUid);
        CommandSet.putAsIs(meta, Tag.MediaStorageSOPInstanceUID, VR.UI, sopInstanceUid);
        CommandSet.putAsIs(
                meta, Tag.TransferSyntaxUID, VR.UI, context.transferSyntax().uid());
        CommandSet.putAsIs(meta, Tag.SourceApplicationEntityTitle, VR.AE, association.callingAeTitle());
        CommandSet.putAsIs(meta, Tag.SendingApplicationEntityTitle, VR.AE, association.callingAeTitle());
        CommandSet.putAsIs(meta, Tag.ReceivingApplicationEntityTitle, VR.AE, association.calledAeTitle());
        return meta;
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
