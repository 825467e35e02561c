package ua.vuzol.archive;

import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;

/** The person whom an object is of (PS3.3 C.7.1.1). */
final class PatientModule {
    private PatientModule() {}

    /**
     * An empty Patient ID (type 2) is nobody's number: the person is known as the one of this study only, by the study's UID
     * in place of an issuer.
     */
    static Patient patient(DataSet dataSet, String studyUid) {
        String pid = Values.text(dataSet, Tag.PatientID);
        String issuer = pid.isEmpty() ? studyUid : Values.text(dataSet, Tag.IssuerOfPatientID);
        return Patient.unregistered(
                new PatientId(pid, issuer),
                Values.text(dataSet, Tag.PatientName),
                dataSet.string(Tag.OtherPatientNames).map(Values::clean),
                Values.date(dataSet, Tag.PatientBirthDate),
                dataSet.string(Tag.PatientSex).map(Values::clean),
                otherIds(dataSet));
    }

    private static List<PatientId> otherIds(DataSet dataSet) {
        return dataSet.items(Tag.OtherPatientIDsSequence).stream()
                .map(item -> new PatientId(Values.text(item, Tag.PatientID), Values.text(item, Tag.IssuerOfPatientID)))
                .filter(id -> !id.value().isEmpty())
                .distinct()
                .toList();
    }
}
