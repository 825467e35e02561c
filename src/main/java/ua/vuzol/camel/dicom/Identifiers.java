package ua.vuzol.camel.dicom;

import java.util.Optional;
import org.apache.camel.Message;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;

/** What is asked of a peer: an identifier in an information model. */
record Identifiers(String sopClassUid, DataSet identifier) {

    /** From the body, the headers and the endpoint. */
    static Identifiers of(Message message, Requests requests) {
        return new Identifiers(sopClass(message, requests), identifier(message));
    }

    private static String sopClass(Message message, Requests requests) {
        DicomService service = requests.service();
        if (service == DicomService.WORKLIST) {
            return SopClass.ModalityWorklistInformationModelFind;
        }
        return Optional.ofNullable(message.getHeader(DicomConstants.SOP_CLASS_UID, String.class))
                .filter(service.sopClassUids()::contains)
                .orElseGet(() -> requests.options().getInformationModel().sopClassUid(service));
    }

    private static DataSet identifier(Message message) {
        if (!(message.getBody() instanceof DataSet identifier)) {
            throw new IllegalArgumentException("The body of a query or retrieve must be the identifier, a DataSet");
        }
        Optional<String> level = Optional.ofNullable(message.getHeader(DicomConstants.LEVEL, String.class));
        if (level.isEmpty() || identifier.contains(Tag.QueryRetrieveLevel)) {
            return identifier;
        }
        DataSet copy = new DataSet();
        identifier.forEach(copy::put);
        return copy.put(Tag.QueryRetrieveLevel, level.get());
    }

    Proposal proposal() {
        return Proposal.toUse(sopClassUid);
    }
}
