package ua.vuzol.archive.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.query.Conditions;
import ua.vuzol.query.Sql;

/** Query/Retrieve Level (0008,0052), from the top (PS3.4 C.6.1.1, C.6.2.1). */
enum QueryLevel {
    /** Those who have studies: the registry knows people whom nobody has taken images of. */
    PATIENT(
            Tag.PatientID,
            "p.pid",
            "(select * from patient where exists (select from study where study.patient_id = patient.id)) p"),
    STUDY(Tag.StudyInstanceUID, "s.uid", "study s join patient p on p.id = s.patient_id"),
    SERIES(
            Tag.SeriesInstanceUID,
            "e.uid",
            "series e join study s on s.uid = e.study_uid join patient p on p.id = s.patient_id"),
    IMAGE(
            Tag.SOPInstanceUID,
            "i.uid",
            "instance i join series e on e.uid = i.series_uid join study s on s.uid = e.study_uid"
                    + " join patient p on p.id = s.patient_id");

    private final int uniqueKey;
    private final String uniqueColumn;
    private final String tables;

    QueryLevel(int uniqueKey, String uniqueColumn, String tables) {
        this.uniqueKey = uniqueKey;
        this.uniqueColumn = uniqueColumn;
        this.tables = tables;
    }

    static Optional<QueryLevel> of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst();
    }

    /** The tag of the key that names one entity of this level. */
    int uniqueKey() {
        return uniqueKey;
    }

    String uniqueColumn() {
        return uniqueColumn;
    }

    /** What to select from, for rows of this level with all that is above. */
    String tables() {
        return tables;
    }

    /** What tells one row from all others: the Patient ID does not, without its issuer. */
    String rowKey() {
        return this == PATIENT ? "p.id" : uniqueColumn;
    }

    /** The condition for rows with these keys. */
    Sql rows(List<String> keys) {
        return this == PATIENT
                ? Sql.of("p.id = any(?)", (Object)
                        keys.stream().map(Long::valueOf).toArray(Long[]::new))
                : Conditions.anyOf(uniqueColumn, keys);
    }

    boolean isAtOrAbove(QueryLevel other) {
        return ordinal() <= other.ordinal();
    }

    /** Those above this one, from the root of an information model on. */
    List<QueryLevel> above(QueryLevel root) {
        return Arrays.stream(values())
                .filter(level -> level.ordinal() >= root.ordinal() && level.ordinal() < ordinal())
                .toList();
    }
}
