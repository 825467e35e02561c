package ua.vuzol.camel.dicom;

import ua.vuzol.dicom.data.SopClass;

/** What a query or retrieve starts from (PS3.4 C.6). */
public enum InformationModel {
    PATIENT_ROOT(
            SopClass.PatientRootQueryRetrieveInformationModelFind,
            SopClass.PatientRootQueryRetrieveInformationModelMove,
            SopClass.PatientRootQueryRetrieveInformationModelGet),
    STUDY_ROOT(
            SopClass.StudyRootQueryRetrieveInformationModelFind,
            SopClass.StudyRootQueryRetrieveInformationModelMove,
            SopClass.StudyRootQueryRetrieveInformationModelGet);

    private final String find;
    private final String move;
    private final String get;

    InformationModel(String find, String move, String get) {
        this.find = find;
        this.move = move;
        this.get = get;
    }

    /** UID of the SOP class that a service of this model has; find for services that have no model. */
    String sopClassUid(DicomService service) {
        return switch (service) {
            case MOVE -> move;
            case GET -> get;
            default -> find;
        };
    }
}
