package ua.vuzol.camel.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import ua.vuzol.dicom.data.SopClass;

/** What a {@code dicom:} endpoint performs or asks for: the last part of its URI. */
public enum DicomService {
    /** Verification, PS3.4 A. */
    ECHO(SopClass.Verification),
    /** Storage, PS3.4 B: all storage SOP classes. */
    STORE(),
    /** Query, PS3.4 C, Patient Root and Study Root. */
    FIND(SopClass.PatientRootQueryRetrieveInformationModelFind, SopClass.StudyRootQueryRetrieveInformationModelFind),
    /** Retrieve by C-MOVE, PS3.4 C. */
    MOVE(SopClass.PatientRootQueryRetrieveInformationModelMove, SopClass.StudyRootQueryRetrieveInformationModelMove),
    /** Retrieve by C-GET, PS3.4 C. */
    GET(SopClass.PatientRootQueryRetrieveInformationModelGet, SopClass.StudyRootQueryRetrieveInformationModelGet),
    /** Modality Worklist, PS3.4 K. */
    WORKLIST(SopClass.ModalityWorklistInformationModelFind),
    /** Modality Performed Procedure Step, PS3.4 F. */
    MPPS(SopClass.ModalityPerformedProcedureStep),
    /** Storage Commitment Push Model, PS3.4 J. */
    COMMITMENT(SopClass.StorageCommitmentPushModel);

    private final List<String> sopClassUids;

    DicomService(String... sopClassUids) {
        this.sopClassUids = List.of(sopClassUids);
    }

    /** UIDs of its SOP classes; none for storage, which has too many. */
    List<String> sopClassUids() {
        return sopClassUids;
    }

    String[] sopClassUidArray() {
        return sopClassUids.toArray(String[]::new);
    }

    /** Whether its exchanges have an answer beside the status. */
    boolean hasAnswer() {
        return switch (this) {
            case FIND, WORKLIST, MOVE, GET -> true;
            case ECHO, STORE, MPPS, COMMITMENT -> false;
        };
    }

    /** As it is in URIs. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DicomService parse(String text) {
        return Arrays.stream(values())
                .filter(service -> service.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no DICOM service; it is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(DicomService::text).toList())));
    }
}
