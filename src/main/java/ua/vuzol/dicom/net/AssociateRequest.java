package ua.vuzol.dicom.net;

import java.util.List;

/**
 * A-ASSOCIATE-RQ (PS3.8 9.3.2).
 *
 * @param calledAeTitle at most 16 characters, without the padding
 * @param callingAeTitle likewise
 * @param applicationContext normally {@link #DICOM_APPLICATION_CONTEXT}
 */
public record AssociateRequest(
        String calledAeTitle,
        String callingAeTitle,
        String applicationContext,
        List<ProposedContext> contexts,
        UserInformation user) {

    /** PS3.7 A.2.1. */
    public static final String DICOM_APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    public AssociateRequest {
        contexts = List.copyOf(contexts);
    }
}
