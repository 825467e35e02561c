package ua.vuzol.dicom.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.io.DicomReader;
import ua.vuzol.dicom.io.DicomWriter;
import ua.vuzol.dicom.io.ReadOptions;

/** The command set of a DIMSE message (PS3.7 6.3, Annex E), always in Implicit VR Little Endian. */
record CommandSet(DataSet dataSet) {

    /** Command Data Set Type (0000,0800): no data set; everything else means that one follows. */
    private static final int NO_DATA_SET = 0x0101;

    private static final int DATA_SET_FOLLOWS = 0x0001;

    private static final ReadOptions LIMITS =
            ReadOptions.defaults().withMaxDepth(0).withMaxElements(1000);

    /** @throws PduException if the bytes are no command set */
    static CommandSet decode(byte[] bytes) {
        try {
            return new CommandSet(DicomReader.readDataSet(
                    new ByteArrayInputStream(bytes), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, LIMITS));
        } catch (DicomException | IOException e) {
            throw new PduException(PduException.INVALID_PARAMETER_VALUE, "The command set cannot be read", e);
        }
    }

    void encode(OutputStream out) throws IOException {
        DicomWriter.writeDataSet(dataSet, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, out);
    }

    /** A request; what the service needs beyond is put into {@link #dataSet}. */
    static CommandSet request(Dimse service, int messageId, boolean withDataSet) {
        return new CommandSet(new DataSet()
                .put(Tag.CommandGroupLength, 0)
                .put(Tag.CommandField, service.request())
                .put(Tag.MessageID, messageId)
                .put(Tag.CommandDataSetType, withDataSet ? DATA_SET_FOLLOWS : NO_DATA_SET));
    }

    /** C-CANCEL-RQ (PS3.7 9.3.2.3), which names the message it cancels as a response would. */
    static CommandSet cancel(int messageId) {
        return new CommandSet(new DataSet()
                .put(Tag.CommandGroupLength, 0)
                .put(Tag.CommandField, Dimse.C_CANCEL.request())
                .put(Tag.MessageIDBeingRespondedTo, messageId)
                .put(Tag.CommandDataSetType, NO_DATA_SET));
    }

    /** The response to this request, with its SOP class and instance where it names them. */
    CommandSet response(Status status, boolean withDataSet) {
        DataSet response = new DataSet().put(Tag.CommandGroupLength, 0);
        putAsIs(response, Tag.AffectedSOPClassUID, VR.UI, sopClassUid());
        response.put(
                        Tag.CommandField,
                        Integer.parseInt(dataSet.string(Tag.CommandField).orElse("0")) | 0x8000)
                .put(Tag.MessageIDBeingRespondedTo, messageId())
                .put(Tag.CommandDataSetType, withDataSet ? DATA_SET_FOLLOWS : NO_DATA_SET)
                .put(Tag.Status, status.code());
        if (!status.offendingElements().isEmpty()) {
            response.put(
                    Tag.OffendingElement,
                    status.offendingElements().stream().map(Tag::format).toArray(String[]::new));
        }
        if (!status.comment().isEmpty()) {
            response.put(Tag.ErrorComment, status.comment().replaceAll("[^ -~]|\\\\", "?"));
        }
        status.errorId().ifPresent(id -> response.put(Tag.ErrorID, id));
        putAsIs(response, Tag.AffectedSOPInstanceUID, VR.UI, sopInstanceUid());
        return new CommandSet(response);
    }

    /**
     * Puts UIDs or AE titles of a peer or an object, if they are not empty, without judging them: devices make invalid ones,
     * and their objects are to pass all the same.
     */
    static void putAsIs(DataSet dataSet, int tag, VR vr, String... values) {
        String value = String.join("\\", values);
        if (!value.isEmpty()) {
            dataSet.putBytes(tag, vr, value.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    Optional<Dimse> service() {
        return dataSet.integer(Tag.CommandField).flatMap(Dimse::of);
    }

    boolean isResponse() {
        return dataSet.integer(Tag.CommandField).filter(Dimse::isResponse).isPresent();
    }

    boolean hasDataSet() {
        return dataSet.integer(Tag.CommandDataSetType)
                .filter(type -> type != NO_DATA_SET)
                .isPresent();
    }

    int messageId() {
        return dataSet.integer(Tag.MessageID).orElse(0);
    }

    int messageIdBeingRespondedTo() {
        return dataSet.integer(Tag.MessageIDBeingRespondedTo).orElse(0);
    }

    /** Affected or Requested SOP Class UID, whichever the service has; empty for none. */
    String sopClassUid() {
        return dataSet.string(Tag.AffectedSOPClassUID)
                .or(() -> dataSet.string(Tag.RequestedSOPClassUID))
                .orElse("");
    }

    /** Affected or Requested SOP Instance UID, likewise. */
    String sopInstanceUid() {
        return dataSet.string(Tag.AffectedSOPInstanceUID)
                .or(() -> dataSet.string(Tag.RequestedSOPInstanceUID))
                .orElse("");
    }

    Priority priority() {
        return Priority.of(dataSet.integer(Tag.Priority).orElse(0));
    }

    /** A response without a status counts as a processing failure. */
    Status status() {
        int code = dataSet.integer(Tag.Status).orElse(Status.PROCESSING_FAILURE.code());
        List<Integer> offending =
                dataSet.strings(Tag.OffendingElement).stream().map(Tag::parse).toList();
        OptionalInt errorId = dataSet.integer(Tag.ErrorID).map(OptionalInt::of).orElse(OptionalInt.empty());
        return new Status(code & 0xFFFF, dataSet.string(Tag.ErrorComment).orElse(""), offending, errorId);
    }
}
