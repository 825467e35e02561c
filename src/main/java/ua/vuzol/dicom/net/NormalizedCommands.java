package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/** What DIMSE-N requests have in their command sets and others have not (PS3.7 10.3). */
final class NormalizedCommands {

    private NormalizedCommands() {}

    /** N-CREATE and N-EVENT-REPORT speak of the affected SOP class, the other DIMSE-N requests of the requested one. */
    static int sopClassTag(Dimse service) {
        return isRequested(service) ? Tag.RequestedSOPClassUID : Tag.AffectedSOPClassUID;
    }

    private static boolean isRequested(Dimse service) {
        return switch (service) {
            case N_GET, N_SET, N_ACTION, N_DELETE -> true;
            default -> false;
        };
    }

    static void complete(DataSet command, NormalizedRequest request) {
        if (!request.sopInstanceUid().isEmpty()) {
            int tag = isRequested(request.service()) ? Tag.RequestedSOPInstanceUID : Tag.AffectedSOPInstanceUID;
            command.put(tag, request.sopInstanceUid());
        }
        request.typeId()
                .ifPresent(id ->
                        command.put(request.service() == Dimse.N_ACTION ? Tag.ActionTypeID : Tag.EventTypeID, id));
        if (!request.attributes().isEmpty()) {
            command.put(
                    Tag.AttributeIdentifierList,
                    request.attributes().stream().map(Tag::format).toArray(String[]::new));
        }
    }
}
