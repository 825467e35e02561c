package ua.vuzol.hub.cli.dicom;

import ua.vuzol.dicom.data.SopClass;

/** An information model of query and retrieve (PS3.4 C.3). */
enum QueryRoot {
    PATIENT(
            SopClass.PatientRootQueryRetrieveInformationModelFind,
            SopClass.PatientRootQueryRetrieveInformationModelMove,
            SopClass.PatientRootQueryRetrieveInformationModelGet),
    STUDY(
            SopClass.StudyRootQueryRetrieveInformationModelFind,
            SopClass.StudyRootQueryRetrieveInformationModelMove,
            SopClass.StudyRootQueryRetrieveInformationModelGet);

    private final String find;
    private final String move;
    private final String get;

    QueryRoot(String find, String move, String get) {
        this.find = find;
        this.move = move;
        this.get = get;
    }

    /** The Study Root but for patients, whom it does not have as a level. */
    static QueryRoot usualFor(QueryLevel level) {
        return level == QueryLevel.PATIENT ? PATIENT : STUDY;
    }

    String find() {
        return find;
    }

    String move() {
        return move;
    }

    String get() {
        return get;
    }
}
