package ua.vuzol.query;

import java.util.List;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.QueryAttribute.Kind;

/** What the registry knows of the patient, for statements in which the table {@code patient} is {@code p}. */
public final class PatientAttributes {
    private static final List<QueryAttribute> ALL = List.of(
            QueryAttribute.of(Tag.PatientID, VR.LO, Kind.PATIENT_ID, "p.pid"),
            // the issuer of an empty number is only what keeps persons apart
            QueryAttribute.of(
                    Tag.IssuerOfPatientID, VR.LO, Kind.CODE, "case when p.pid = '' then '' else p.issuer end"),
            QueryAttribute.of(Tag.PatientName, VR.PN, Kind.PATIENT_NAME, "p.name"),
            QueryAttribute.of(Tag.OtherPatientNames, VR.PN, Kind.PATIENT_NAME, "p.latin_name"),
            QueryAttribute.of(Tag.PatientBirthDate, VR.DA, Kind.DATE, "p.birth_date"),
            QueryAttribute.of(Tag.PatientSex, VR.CS, Kind.CODE, "p.sex"),
            QueryAttribute.of(
                    Tag.OtherPatientIDsSequence,
                    VR.SQ,
                    Kind.OTHER_IDS,
                    "(select jsonb_agg(jsonb_build_object('%s', jsonb_build_array(o.value), '%s', jsonb_build_array(o.issuer)))"
                                    .formatted(JsonItems.key(Tag.PatientID), JsonItems.key(Tag.IssuerOfPatientID))
                            + " from patient_identifier o where o.patient_id = p.id)"));

    private PatientAttributes() {}

    public static List<QueryAttribute> all() {
        return ALL;
    }
}
