package ua.vuzol.worklist;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.JsonItems;
import ua.vuzol.query.PatientAttributes;
import ua.vuzol.query.QueryAttribute;
import ua.vuzol.query.QueryAttribute.Kind;

/** How the attributes of the worklist (PS3.4 K.6.1.2.2) are matched: those asked for most have columns, all others the JSON. */
final class WorklistAttributes {
    private static final String STEP = "'" + JsonItems.key(Tag.ScheduledProcedureStepSequence) + "' -> 0 -> ";

    private static final Map<Integer, QueryAttribute> PATIENT =
            PatientAttributes.all().stream().collect(toMap(QueryAttribute::tag, identity()));
    private static final Map<Integer, QueryAttribute> PROCEDURE = List.of(
                    QueryAttribute.of(Tag.StudyInstanceUID, VR.UI, Kind.UID, "w.study_uid"),
                    QueryAttribute.of(Tag.AccessionNumber, VR.SH, Kind.CODE, "w.accession"),
                    QueryAttribute.of(Tag.RequestedProcedureID, VR.SH, Kind.CODE, "w.procedure_id"))
            .stream()
            .collect(toMap(QueryAttribute::tag, identity()));
    private static final Map<Integer, QueryAttribute> OF_STEP = List.of(
                    QueryAttribute.of(Tag.Modality, VR.CS, Kind.CODE, "w.modality"),
                    QueryAttribute.of(Tag.ScheduledProcedureStepID, VR.SH, Kind.CODE, "w.step_id"),
                    QueryAttribute.of(Tag.ScheduledProcedureStepStartDate, VR.DA, Kind.DATE, "w.start_date"),
                    QueryAttribute.of(Tag.ScheduledProcedureStepStartTime, VR.TM, Kind.TIME, "w.start_time"),
                    QueryAttribute.of(Tag.ScheduledProcedureStepStatus, VR.CS, Kind.CODE, "w.status"),
                    QueryAttribute.of(Tag.ScheduledStationAETitle, VR.AE, Kind.VALUES, "w.stations"))
            .stream()
            .collect(toMap(QueryAttribute::tag, identity()));

    private WorklistAttributes() {}

    /** What the registry knows of the patient. */
    static Optional<QueryAttribute> patient(int tag) {
        return Optional.ofNullable(PATIENT.get(tag));
    }

    /** An attribute outside the item of Scheduled Procedure Step Sequence; empty for what is none of DICOM's. */
    static Optional<QueryAttribute> procedure(int tag) {
        return Optional.ofNullable(PROCEDURE.get(tag)).or(() -> other(tag, ""));
    }

    /** An attribute of the item. */
    static Optional<QueryAttribute> step(int tag) {
        return Optional.ofNullable(OF_STEP.get(tag)).or(() -> other(tag, STEP));
    }

    private static Optional<QueryAttribute> other(int tag, String path) {
        String key = "'" + JsonItems.key(tag) + "'";
        String value = "(w.attributes -> " + path + key + ")";
        return Dictionary.standard()
                .lookup(tag)
                .map(entry -> entry.vrs().get(0))
                .map(vr -> switch (vr) {
                    case SQ -> QueryAttribute.of(tag, vr, Kind.SEQUENCE, value);
                    case DA -> QueryAttribute.of(tag, vr, Kind.DATE, "(" + value + " ->> 0)::date");
                    case TM -> QueryAttribute.of(tag, vr, Kind.TIME, "(" + value + " ->> 0)::time");
                    case UI -> QueryAttribute.of(tag, vr, Kind.UID, "(" + value + " ->> 0)");
                    case PN, LO, ST, LT, UT -> new QueryAttribute(
                            tag,
                            vr,
                            Kind.TEXT,
                            value,
                            "array(select jsonb_array_elements_text(w.forms -> " + key + "))");
                    default -> QueryAttribute.of(
                            tag, vr, Kind.VALUES, "array(select jsonb_array_elements_text(" + value + "))");
                });
    }
}
