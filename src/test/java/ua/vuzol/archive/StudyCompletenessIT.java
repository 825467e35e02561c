package ua.vuzol.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;
import ua.vuzol.journey.Step;

/** When all of a study has come; the test moves the rows' times in place of waiting, or of setting clocks. */
class StudyCompletenessIT extends ArchiveTestSupport {
    @Autowired
    private Journey journey;

    private final String study = Uid.random();
    private final String series = Uid.random();

    @Test
    void aStudyOfWhichNobodyHasSaidWhatItHasIsCompleteWhenNothingCameForAWhile() {
        store(object(study, series));
        archive.judgeCompleteness();
        assertThat(isComplete()).isFalse();
        pass("6 minutes");
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        assertThat(told()).containsExactly("No object came for 5 min; the study counts as complete.");
    }

    @Test
    void aCompleteStudyIsAnnouncedAgain() {
        store(object(study, series));
        StudyChange before = archive.change(study).orElseThrow();
        archive.announced(study, before.revision());
        pass("6 minutes");
        archive.judgeCompleteness();
        assertThat(archive.unannounced()).contains(study);
        assertThat(archive.change(study).orElseThrow().complete()).isTrue();
    }

    @Test
    void evidenceCompletesAStudyAtOnceWhenAllOfItIsThere() {
        DataSet first = object(study, series);
        DataSet second = object(study, series);
        store(first);
        archive.expect(study, "the performed step 1.2", uids(first, second));
        archive.judgeCompleteness();
        assertThat(isComplete()).isFalse();
        store(second);
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        assertThat(told())
                .containsExactly("All 2 objects are there that belong to the study, by the performed step 1.2.");
    }

    @Test
    void aNumberIsEvidenceToo() {
        archive.expect(study, "the order 17", 2);
        store(object(study, series));
        archive.judgeCompleteness();
        assertThat(isComplete()).isFalse();
        store(object(study, series));
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
    }

    @Test
    void whatEvidenceNamesAndDoesNotComeIsToldAndTheStudyStaysIncomplete() {
        DataSet first = object(study, series);
        store(first);
        archive.expect(study, "the performed step 1.2", uids(first, object(study, series)));
        pass("6 minutes");
        archive.judgeCompleteness();
        archive.judgeCompleteness();
        assertThat(isComplete()).isFalse();
        assertThat(told())
                .containsExactly("The study is not complete: 1 of the 2 objects did not come that it has by"
                        + " the performed step 1.2.");
    }

    /** A modality may ask for commitment batch by batch. */
    @Test
    void anObjectThatNoEvidenceNamesIsWaitedForAsOthersMayFollow() {
        DataSet first = object(study, series);
        DataSet second = object(study, series);
        store(first);
        archive.expect(study, "the commitment 1.1", uids(first));
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        store(second);
        archive.judgeCompleteness();
        assertThat(isComplete()).as("the second object is named by nobody").isFalse();
        archive.expect(study, "the commitment 1.2", uids(second));
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        store(object(study, series));
        pass("6 minutes");
        archive.judgeCompleteness();
        assertThat(told())
                .containsExactly(
                        "All 1 objects are there that belong to the study, by the commitment 1.1.",
                        "All 2 objects are there that belong to the study, by the commitment 1.1.",
                        "No object came for 5 min; the study counts as complete.");
    }

    @Test
    void evidenceThatComesLateOpensAStudyThatCountedAsComplete() {
        DataSet first = object(study, series);
        DataSet second = object(study, series);
        store(first);
        pass("6 minutes");
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        long revision = archive.change(study).orElseThrow().revision();
        archive.expect(study, "the performed step 1.2", uids(first, second));
        archive.judgeCompleteness();
        assertThat(isComplete()).isFalse();
        assertThat(archive.change(study).orElseThrow().revision()).isGreaterThan(revision);
        assertThat(archive.unannounced()).contains(study);
        store(second);
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        assertThat(told())
                .containsExactly(
                        "No object came for 5 min; the study counts as complete.",
                        "The study is not complete: 1 of the 2 objects did not come that it has by the performed"
                                + " step 1.2.",
                        "All 2 objects are there that belong to the study, by the performed step 1.2.");
    }

    @Test
    void evidenceThatOnlySaysAgainWhatIsThereIsNoNews() {
        DataSet object = object(study, series);
        store(object);
        pass("6 minutes");
        archive.judgeCompleteness();
        long revision = archive.change(study).orElseThrow().revision();
        archive.expect(study, "the performed step 1.2", uids(object));
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        assertThat(archive.change(study).orElseThrow().revision()).isEqualTo(revision);
        assertThat(told()).hasSize(1);
    }

    @Test
    void aLateObjectOpensTheStudyAgainAndItIsCompletedAgain() {
        store(object(study, series));
        pass("6 minutes");
        archive.judgeCompleteness();
        long first = archive.change(study).orElseThrow().revision();
        store(object(study, series));
        assertThat(isComplete()).isFalse();
        pass("6 minutes");
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
        assertThat(archive.change(study).orElseThrow().revision()).isGreaterThan(first);
    }

    @Test
    void aClockThatWasSetBackADayDoesNotMakeAStudyWaitADay() {
        store(object(study, series));
        archive.judgeCompleteness();
        pass("-1 day");
        archive.judgeCompleteness();
        assertThat(isComplete()).isTrue();
    }

    private void store(DataSet dataSet) {
        archive.store(staged(dataSet));
    }

    private static List<String> uids(DataSet... objects) {
        return List.of(objects).stream()
                .map(each -> text(each, Tag.SOPInstanceUID))
                .toList();
    }

    private void pass(String time) {
        jdbc.sql(
                        """
                        update study set judge_at = judge_at - cast(:time as interval),
                            updated_at = updated_at - cast(:time as interval) where uid = :uid
                        """)
                .param("time", time)
                .param("uid", study)
                .update();
    }

    private boolean isComplete() {
        return archive.study(study).orElseThrow().complete();
    }

    private List<String> told() {
        return journey.timeline(study).stream()
                .filter(event -> event.step() == Step.COMPLETED || event.step() == Step.REMARKED)
                .map(JourneyEvent::text)
                .toList();
    }
}
