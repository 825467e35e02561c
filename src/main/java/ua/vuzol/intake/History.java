package ua.vuzol.intake;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.journey.Subject;

/** The sentences that intake adds to timelines. */
@Component
class History {
    private static final String ACTOR = "intake";
    private static final int TOLD_NAMES = 10;

    private final Journey journey;

    History(Journey journey) {
        this.journey = journey;
    }

    void landed(long fileId, String source, String name, String latinName, long size) {
        String latin = latinName.equals(name) ? "" : " (" + latinName + ")";
        file(fileId, Step.LANDED, "File " + name + latin + " of source " + source + " landed, " + size + " bytes.");
    }

    void seenAgain(long fileId, String name) {
        file(fileId, Step.SEEN_AGAIN, "The same content came again as " + name + " and was not taken twice.");
    }

    void imagePlaced(LandedFile file, Examination examination) {
        file(file.id(), Step.ASSEMBLED, "The file is an image of the examination " + examination.key() + ".");
        inStudy(Subject.file(file.id()), examination);
    }

    void superseded(LandedFile old, LandedFile by) {
        file(old.id(), Step.SEEN_AGAIN, "Another file came as " + by.name() + " and is taken in place of this one.");
    }

    void sidecarPlaced(LandedFile file, int records) {
        file(file.id(), Step.ASSEMBLED, "The file holds the metadata of " + records + " examination(s).");
    }

    void recordPlaced(LandedFile file, Examination examination) {
        examination(examination.id(), Step.ASSEMBLED, "Metadata came in " + file.name() + ".");
        inStudy(Subject.file(file.id()), examination);
    }

    void recordTooLate(LandedFile file, Examination examination) {
        examination(
                examination.id(),
                Step.SEEN_AGAIN,
                "Other metadata came in " + file.name() + " when the examination was over; it stays as it is.");
    }

    void reopened(Examination examination) {
        examination(examination.id(), Step.REPLAYED, "A file of the examination came; it is tried again.");
    }

    void corrected(long examinationId, String what) {
        examination(examinationId, Step.CORRECTED, what);
    }

    /** From now on all that is told of the examination and its files belongs to the study. */
    void converted(Examination examination, List<Long> files, String studyUid, int objects) {
        Subject subject = Subject.examination(examination.id());
        journey.link(subject, studyUid);
        files.forEach(file -> journey.link(Subject.file(file), studyUid));
        journey.record(
                subject,
                Step.CONVERTED,
                ACTOR,
                "The examination " + examination.key() + " of source " + examination.source() + " became " + objects
                        + " DICOM object(s).");
    }

    void quarantined(Optional<Long> fileId, Optional<Long> examinationId, String reason) {
        fileId.ifPresent(id -> file(id, Step.QUARANTINED, reason));
        examinationId.ifPresent(id -> examination(id, Step.QUARANTINED, reason));
    }

    void replayed(Optional<Long> fileId, Optional<Long> examinationId) {
        String text = "Taken out of quarantine to be tried again.";
        fileId.ifPresent(id -> file(id, Step.REPLAYED, text));
        examinationId.ifPresent(id -> examination(id, Step.REPLAYED, text));
    }

    /** From now on what is told of the file belongs to the study too. */
    void inStudy(LandedFile file, String studyUid) {
        journey.link(Subject.file(file.id()), studyUid);
    }

    void unpacked(LandedFile file, int objects, List<String> others) {
        String rest = others.isEmpty()
                ? ""
                : " " + others.size() + " of its members are no DICOM and were left: " + firstOf(others);
        file(file.id(), Step.ASSEMBLED, "The archive holds " + objects + " DICOM object(s)." + rest);
    }

    /** Names for a sentence, as many as a person reads. */
    static String firstOf(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(names.size(), TOLD_NAMES)))
                + (names.size() > TOLD_NAMES ? " ..." : "");
    }

    void directory(long fileId, int objects) {
        file(fileId, Step.ASSEMBLED, "A DICOMDIR names " + objects + " object(s); they are taken as they come.");
    }

    void directoryComplete(long fileId, int objects) {
        file(fileId, Step.ASSEMBLED, "All " + objects + " object(s) that the DICOMDIR names have come.");
    }

    private void inStudy(Subject subject, Examination examination) {
        examination.studyUid().ifPresent(uid -> journey.link(subject, uid));
    }

    private void file(long id, Step step, String text) {
        journey.record(Subject.file(id), step, ACTOR, text);
    }

    private void examination(long id, Step step, String text) {
        journey.record(Subject.examination(id), step, ACTOR, text);
    }
}
