package ua.vuzol.intake.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.ValueSource;

/**
 * UIDs of one examination, always the same for the same input (PS3.5 B.2). Patient and study date have a part in them,
 * because the counters of devices begin again.
 */
final class InstanceUids {
    private final ExaminationInput input;
    private final SourceProfile profile;
    private final Map<List<String>, Integer> seen = new HashMap<>();
    private Optional<String> study = Optional.empty();

    InstanceUids(ExaminationInput input, SourceProfile profile) {
        this.input = input;
        this.profile = profile;
    }

    /** Puts Study, Series and SOP Instance UID where the profile gave none. */
    void put(DataSet dataSet, InstancePlan plan) {
        String studyUid = given(dataSet, Tag.StudyInstanceUID)
                .orElseGet(() -> Uid.derived(
                        "study",
                        input.source(),
                        input.key(),
                        dataSet.string(Tag.PatientID).orElse(""),
                        date(dataSet)));
        study = Optional.of(studyUid);
        dataSet.put(Tag.StudyInstanceUID, studyUid);
        dataSet.put(
                Tag.SeriesInstanceUID,
                given(dataSet, Tag.SeriesInstanceUID)
                        .orElseGet(() -> Uid.derived(
                                "series",
                                input.source(),
                                input.key(),
                                studyUid,
                                dataSet.string(Tag.Modality).orElse(""))));
        dataSet.put(Tag.SOPInstanceUID, instance(plan, studyUid));
    }

    String study() {
        return study.orElseThrow(() -> new IllegalStateException("No instance was made"));
    }

    /** From the files' digests and pages; the same picture twice in an examination is two instances. */
    private String instance(InstancePlan plan, String studyUid) {
        List<String> parts = plan.frames().stream()
                .flatMap(frame -> List.of(frame.image().sha256(), String.valueOf(frame.page())).stream())
                .toList();
        int copy = seen.merge(parts, 1, Integer::sum);
        List<String> all = new ArrayList<>(List.of("instance", input.source(), input.key(), studyUid));
        all.add(String.valueOf(copy));
        all.addAll(parts);
        return Uid.derived(all.toArray(String[]::new));
    }

    /** The study date of the record; one made of the receipt would differ when the files come again. */
    private String date(DataSet dataSet) {
        return profile.header().get("StudyDate") instanceof ValueSource.Generated
                ? ""
                : dataSet.string(Tag.StudyDate).orElse("");
    }

    private static Optional<String> given(DataSet dataSet, int tag) {
        Optional<String> uid = dataSet.string(tag);
        if (uid.isPresent() && !Uid.isValid(uid.get())) {
            throw new UnreadableInputException("The metadata gives \"" + uid.get() + "\" as " + Tag.describe(tag)
                    + ", which is no UID (PS3.5 9.1).");
        }
        return uid;
    }
}
