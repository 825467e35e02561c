package ua.vuzol.archive.query;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.JsonItems;
import ua.vuzol.query.PatientAttributes;
import ua.vuzol.query.QueryAttribute;
import ua.vuzol.query.QueryAttribute.Kind;

/** The attributes that the catalogue knows. */
final class QueryAttributes {
    private static final Map<Integer, Known> ALL = new HashMap<>();

    /** An attribute with the level from which on it can be asked for. */
    record Known(QueryLevel level, QueryAttribute attribute) {}

    static {
        PatientAttributes.all()
                .forEach(attribute -> ALL.put(attribute.tag(), new Known(QueryLevel.PATIENT, attribute)));
        add(QueryLevel.PATIENT, Tag.NumberOfPatientRelatedStudies, VR.IS, Kind.INTEGER, ofPatient("count(*)"));
        add(
                QueryLevel.PATIENT,
                Tag.NumberOfPatientRelatedSeries,
                VR.IS,
                Kind.INTEGER,
                ofPatient("coalesce(sum(c.series_count), 0)"));
        add(
                QueryLevel.PATIENT,
                Tag.NumberOfPatientRelatedInstances,
                VR.IS,
                Kind.INTEGER,
                ofPatient("coalesce(sum(c.instance_count), 0)"));

        add(QueryLevel.STUDY, Tag.StudyInstanceUID, VR.UI, Kind.UID, "s.uid");
        add(QueryLevel.STUDY, Tag.StudyDate, VR.DA, Kind.DATE, "s.study_date");
        add(QueryLevel.STUDY, Tag.StudyTime, VR.TM, Kind.TIME, "s.study_time");
        add(QueryLevel.STUDY, Tag.AccessionNumber, VR.SH, Kind.CODE, "s.accession");
        add(QueryLevel.STUDY, Tag.StudyID, VR.SH, Kind.CODE, "s.study_id");
        text(QueryLevel.STUDY, Tag.StudyDescription, VR.LO, "s.description", "s.description_keys");
        text(QueryLevel.STUDY, Tag.ReferringPhysicianName, VR.PN, "s.referring_name", "s.referring_keys");
        text(QueryLevel.STUDY, Tag.InstitutionName, VR.LO, "s.institution", "s.institution_keys");
        add(QueryLevel.STUDY, Tag.TimezoneOffsetFromUTC, VR.SH, Kind.CODE, "s.zone_offset");
        add(QueryLevel.STUDY, Tag.ModalitiesInStudy, VR.CS, Kind.VALUES, "s.modalities");
        add(QueryLevel.STUDY, Tag.SOPClassesInStudy, VR.UI, Kind.VALUES, "s.sop_classes");
        add(QueryLevel.STUDY, Tag.NumberOfStudyRelatedSeries, VR.IS, Kind.INTEGER, "s.series_count");
        add(QueryLevel.STUDY, Tag.NumberOfStudyRelatedInstances, VR.IS, Kind.INTEGER, "s.instance_count");
        sequences(QueryLevel.STUDY, SequenceTags.STUDY, "s");

        add(QueryLevel.SERIES, Tag.SeriesInstanceUID, VR.UI, Kind.UID, "e.uid");
        add(QueryLevel.SERIES, Tag.SeriesNumber, VR.IS, Kind.INTEGER, "e.number");
        add(QueryLevel.SERIES, Tag.Modality, VR.CS, Kind.CODE, "e.modality");
        text(QueryLevel.SERIES, Tag.SeriesDescription, VR.LO, "e.description", "e.description_keys");
        add(QueryLevel.SERIES, Tag.BodyPartExamined, VR.CS, Kind.CODE, "e.body_part");
        add(QueryLevel.SERIES, Tag.Laterality, VR.CS, Kind.CODE, "e.laterality");
        add(QueryLevel.SERIES, Tag.SeriesDate, VR.DA, Kind.DATE, "e.series_date");
        add(QueryLevel.SERIES, Tag.SeriesTime, VR.TM, Kind.TIME, "e.series_time");
        text(QueryLevel.SERIES, Tag.PerformingPhysicianName, VR.PN, "e.performing_name", "e.performing_keys");
        text(QueryLevel.SERIES, Tag.OperatorsName, VR.PN, "e.operators_name", "e.operators_keys");
        add(QueryLevel.SERIES, Tag.PerformedProcedureStepStartDate, VR.DA, Kind.DATE, "e.performed_date");
        add(QueryLevel.SERIES, Tag.PerformedProcedureStepStartTime, VR.TM, Kind.TIME, "e.performed_time");
        add(QueryLevel.SERIES, Tag.StationName, VR.SH, Kind.CODE, "e.station");
        add(QueryLevel.SERIES, Tag.ProtocolName, VR.LO, Kind.CODE, "e.protocol");
        add(QueryLevel.SERIES, Tag.NumberOfSeriesRelatedInstances, VR.IS, Kind.INTEGER, "e.instance_count");
        sequences(QueryLevel.SERIES, SequenceTags.SERIES, "e");

        add(QueryLevel.IMAGE, Tag.SOPInstanceUID, VR.UI, Kind.UID, "i.uid");
        add(QueryLevel.IMAGE, Tag.SOPClassUID, VR.UI, Kind.UID, "i.sop_class");
        add(QueryLevel.IMAGE, Tag.InstanceNumber, VR.IS, Kind.INTEGER, "i.number");
        add(QueryLevel.IMAGE, Tag.ImageType, VR.CS, Kind.VALUES, "string_to_array(i.image_type, E'\\\\')");
        add(QueryLevel.IMAGE, Tag.NumberOfFrames, VR.IS, Kind.INTEGER, "i.frames");
        add(QueryLevel.IMAGE, Tag.Rows, VR.US, Kind.INTEGER, "i.row_count");
        add(QueryLevel.IMAGE, Tag.Columns, VR.US, Kind.INTEGER, "i.column_count");
        add(QueryLevel.IMAGE, Tag.ContentDate, VR.DA, Kind.DATE, "i.content_date");
        add(QueryLevel.IMAGE, Tag.ContentTime, VR.TM, Kind.TIME, "i.content_time");
        add(QueryLevel.IMAGE, Tag.AvailableTransferSyntaxUID, VR.UI, Kind.UID, "i.transfer_syntax");
        sequences(QueryLevel.IMAGE, SequenceTags.INSTANCE, "i");

        add(QueryLevel.PATIENT, Tag.RetrieveAETitle, VR.AE, Kind.CONSTANT, "");
        add(QueryLevel.PATIENT, Tag.InstanceAvailability, VR.CS, Kind.CONSTANT, "");
    }

    private QueryAttributes() {}

    static Optional<Known> of(int tag) {
        return Optional.ofNullable(ALL.get(tag));
    }

    private static String ofPatient(String aggregate) {
        return "(select " + aggregate + "::int from study c where c.patient_id = p.id)";
    }

    private static void add(QueryLevel level, int tag, VR vr, Kind kind, String sql) {
        ALL.put(tag, new Known(level, QueryAttribute.of(tag, vr, kind, sql)));
    }

    private static void text(QueryLevel level, int tag, VR vr, String sql, String keys) {
        ALL.put(tag, new Known(level, new QueryAttribute(tag, vr, Kind.TEXT, sql, keys)));
    }

    private static void sequences(QueryLevel level, Set<Integer> tags, String table) {
        tags.forEach(tag ->
                add(level, tag, VR.SQ, Kind.SEQUENCE, "%s.sequences -> '%s'".formatted(table, JsonItems.key(tag))));
    }
}
