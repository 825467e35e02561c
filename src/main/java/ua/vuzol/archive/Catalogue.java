package ua.vuzol.archive;

import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Registry;

/** Writes the catalogue: patient, study, series and instance rows from an object's attributes. */
@Component
class Catalogue {
    private final JdbcClient jdbc;
    private final Registry registry;
    private final CatalogueReader reader;

    Catalogue(JdbcClient jdbc, Registry registry, CatalogueReader reader) {
        this.jdbc = jdbc;
        this.registry = registry;
        this.reader = reader;
    }

    Optional<String> digestOf(String sopInstanceUid) {
        return jdbc.sql("select sha256 from instance where uid = :uid")
                .param("uid", sopInstanceUid)
                .query(String.class)
                .optional();
    }

    Optional<String> locationOf(String sopInstanceUid) {
        return jdbc.sql("select location from instance where uid = :uid")
                .param("uid", sopInstanceUid)
                .query(String.class)
                .optional();
    }

    Optional<Study> study(String uid) {
        return reader.search(StudyQuery.byUid(uid)).stream().findFirst();
    }

    List<Study> search(StudyQuery query) {
        return reader.search(query);
    }

    int count(StudyQuery query) {
        return reader.count(query);
    }

    void add(DataSet dataSet, String transferSyntaxUid, String sha256, long size, String location) {
        Patient patient = registry.register(patient(dataSet));
        addStudy(dataSet, patient.id());
        addSeries(dataSet);
        jdbc.sql(
                        """
                        insert into instance (uid, series_uid, number, sop_class, transfer_syntax, image_type, frames,
                                              sha256, size, location)
                        values (:uid, :series, :number, :sopClass, :syntax, :imageType, :frames, :sha256, :size, :location)
                        """)
                .param("uid", text(dataSet, Tag.SOPInstanceUID))
                .param("series", text(dataSet, Tag.SeriesInstanceUID))
                .param("number", dataSet.integer(Tag.InstanceNumber).orElse(null), Types.INTEGER)
                .param("sopClass", text(dataSet, Tag.SOPClassUID))
                .param("syntax", transferSyntaxUid)
                .param("imageType", String.join("\\", dataSet.strings(Tag.ImageType)))
                .param("frames", dataSet.integer(Tag.NumberOfFrames).orElse(1))
                .param("sha256", sha256)
                .param("size", size)
                .param("location", location)
                .update();
    }

    private void addStudy(DataSet dataSet, long patientId) {
        String uid = text(dataSet, Tag.StudyInstanceUID);
        long patientOfStudy = jdbc.sql(
                        """
                        insert into study (uid, patient_id, study_date, study_time, zone_offset, accession,
                                           accession_issuer, study_id, description, referring_name, institution)
                        values (:uid, :patient, :date, :time, :offset, :accession, :issuer, :studyId, :description,
                                :referring, :institution)
                        on conflict (uid) do update set updated_at = clock_timestamp()
                        returning patient_id
                        """)
                .param("uid", uid)
                .param("patient", patientId)
                .param(
                        "date",
                        dataSet.string(Tag.StudyDate).flatMap(DateTimes::date).orElse(null),
                        Types.DATE)
                .param(
                        "time",
                        dataSet.string(Tag.StudyTime).flatMap(DateTimes::time).orElse(null),
                        Types.TIME)
                .param("offset", text(dataSet, Tag.TimezoneOffsetFromUTC))
                .param("accession", text(dataSet, Tag.AccessionNumber))
                .param(
                        "issuer",
                        dataSet.items(Tag.IssuerOfAccessionNumberSequence).stream()
                                .findFirst()
                                .flatMap(item -> item.string(Tag.LocalNamespaceEntityID))
                                .orElse(""))
                .param("studyId", text(dataSet, Tag.StudyID))
                .param("description", text(dataSet, Tag.StudyDescription))
                .param("referring", text(dataSet, Tag.ReferringPhysicianName))
                .param("institution", text(dataSet, Tag.InstitutionName))
                .query(Long.class)
                .single();
        if (patientOfStudy != patientId) {
            throw ConflictException.otherParent("study", uid, "patient");
        }
    }

    private void addSeries(DataSet dataSet) {
        String uid = text(dataSet, Tag.SeriesInstanceUID);
        String study = text(dataSet, Tag.StudyInstanceUID);
        String studyOfSeries = jdbc.sql(
                        """
                        insert into series (uid, study_uid, number, modality, description, body_part, laterality,
                                            series_date, series_time, performing_name, operators_name)
                        values (:uid, :study, :number, :modality, :description, :bodyPart, :laterality, :date, :time,
                                :performing, :operators)
                        on conflict (uid) do update set uid = series.uid
                        returning study_uid
                        """)
                .param("uid", uid)
                .param("study", study)
                .param("number", dataSet.integer(Tag.SeriesNumber).orElse(null), Types.INTEGER)
                .param("modality", text(dataSet, Tag.Modality))
                .param("description", text(dataSet, Tag.SeriesDescription))
                .param("bodyPart", text(dataSet, Tag.BodyPartExamined))
                .param(
                        "laterality",
                        dataSet.string(Tag.Laterality)
                                .or(() -> dataSet.string(Tag.ImageLaterality))
                                .orElse(""))
                .param(
                        "date",
                        dataSet.string(Tag.SeriesDate).flatMap(DateTimes::date).orElse(null),
                        Types.DATE)
                .param(
                        "time",
                        dataSet.string(Tag.SeriesTime).flatMap(DateTimes::time).orElse(null),
                        Types.TIME)
                .param("performing", text(dataSet, Tag.PerformingPhysicianName))
                .param("operators", text(dataSet, Tag.OperatorsName))
                .query(String.class)
                .single();
        if (!studyOfSeries.equals(study)) {
            throw ConflictException.otherParent("series", uid, "study");
        }
    }

    private static Patient patient(DataSet dataSet) {
        List<PatientId> others = dataSet.items(Tag.OtherPatientIDsSequence).stream()
                .flatMap(
                        item -> item
                                .string(Tag.PatientID)
                                .map(value -> new PatientId(value, text(item, Tag.IssuerOfPatientID)))
                                .stream())
                .toList();
        return Patient.unregistered(
                new PatientId(text(dataSet, Tag.PatientID), text(dataSet, Tag.IssuerOfPatientID)),
                text(dataSet, Tag.PatientName),
                dataSet.string(Tag.OtherPatientNames),
                dataSet.string(Tag.PatientBirthDate).flatMap(DateTimes::date),
                dataSet.string(Tag.PatientSex),
                others);
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElse("");
    }
}
