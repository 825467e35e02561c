package ua.vuzol.hub.cli.dicom;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;

/** Query/Retrieve Level (0008,0052), with what a person wants to see of a match there (PS3.4 C.6). */
enum QueryLevel {
    PATIENT(Tag.PatientID, "PatientName", "PatientID", "PatientBirthDate", "PatientSex"),
    STUDY(
            Tag.StudyInstanceUID,
            "PatientName",
            "PatientID",
            "StudyDate",
            "StudyTime",
            "ModalitiesInStudy",
            "AccessionNumber",
            "StudyDescription",
            "StudyInstanceUID"),
    SERIES(
            Tag.SeriesInstanceUID,
            "Modality",
            "SeriesNumber",
            "SeriesDescription",
            "NumberOfSeriesRelatedInstances",
            "SeriesInstanceUID"),
    IMAGE(Tag.SOPInstanceUID, "InstanceNumber", "SOPClassUID", "SOPInstanceUID");

    private final int uniqueKey;
    private final List<ElementPath> shown;

    QueryLevel(int uniqueKey, String... shown) {
        this.uniqueKey = uniqueKey;
        this.shown = Arrays.stream(shown).map(ElementPath::parse).toList();
    }

    /** What is asked for unless something else is. */
    List<ElementPath> shown() {
        return shown;
    }

    /** The lowest level whose unique key has a value. */
    static Optional<QueryLevel> of(DataSet keys) {
        return Arrays.stream(values())
                .filter(level -> keys.string(level.uniqueKey).isPresent())
                .reduce((higher, lower) -> lower);
    }
}
