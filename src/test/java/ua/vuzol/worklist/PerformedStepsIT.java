package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;

/** The states of performed procedure steps (PS3.4 F.7.2) and what they make of the worklist. */
@Import(PerformedStepsIT.Listener.class)
class PerformedStepsIT extends WorklistTestSupport {
    @Autowired
    private Listener listener;

    @Autowired
    private Journey journey;

    private WorklistItem item;
    private final String uid = Uid.random();

    /** Hears what is published. */
    static class Listener {
        private final List<StudyPerformed> heard = new ArrayList<>();

        @EventListener
        void performed(StudyPerformed event) {
            heard.add(event);
        }
    }

    @BeforeEach
    void order() {
        listener.heard.clear();
        take(orm("NW", number(), pid(number(), "Шевченко^Тарас")));
        item = only();
    }

    private DataSet begun() {
        return new DataSet()
                .put(Tag.Modality, "CT")
                .put(Tag.PerformedStationAETitle, "CT1")
                .put(Tag.PerformedProcedureStepStartDate, "20261126")
                .put(Tag.PerformedProcedureStepStartTime, "120000")
                .put(Tag.PerformedProcedureStepStatus, "IN PROGRESS")
                .put(Tag.PerformedProcedureStepID, "PPS1")
                .putItems(
                        Tag.ScheduledStepAttributesSequence,
                        new DataSet()
                                .put(Tag.StudyInstanceUID, item.studyUid())
                                .put(Tag.ScheduledProcedureStepID, item.stepId()));
    }

    private static DataSet ended(String status) {
        return new DataSet()
                .put(Tag.PerformedProcedureStepStatus, status)
                .put(Tag.PerformedProcedureStepEndDate, "20261126")
                .put(Tag.PerformedProcedureStepEndTime, "121500");
    }

    private static DataSet withSeries(DataSet ended) {
        return ended.putItems(
                Tag.PerformedSeriesSequence,
                new DataSet()
                        .put(Tag.SeriesInstanceUID, "1.2.3.1")
                        .putItems(
                                Tag.ReferencedImageSequence,
                                new DataSet().put(Tag.ReferencedSOPInstanceUID, "1.2.3.1.1"),
                                new DataSet().put(Tag.ReferencedSOPInstanceUID, "1.2.3.1.2")));
    }

    private void assertRefused(int code, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(DimseException.class, refused -> assertThat(
                        refused.status().code())
                .isEqualTo(code));
    }

    @Test
    void aStepIsBegunAndCompletedAndTellsWhatItMade() {
        worklist.create(uid, begun(), "CT1");
        assertThat(only().status()).isEqualTo(StepStatus.STARTED);
        assertThat(find(query().putEmpty(Tag.PatientName))).isEmpty();
        worklist.set(uid, new DataSet().put(Tag.PerformedStationName, "Room 12"), "CT1");
        worklist.set(uid, withSeries(ended("COMPLETED")), "CT1");
        assertThat(only().status()).isEqualTo(StepStatus.COMPLETED);
        assertThat(listener.heard)
                .containsExactly(new StudyPerformed(item.studyUid(), uid, List.of("1.2.3.1.1", "1.2.3.1.2")));
        assertThat(journey.timeline(item.studyUid()).stream().filter(event -> event.step() == Step.PERFORMED))
                .hasSize(2);
        assertThat(jdbc.sql("select attributes from performed_step where uid = :uid")
                        .param("uid", uid)
                        .query(String.class)
                        .single())
                .contains("Room 12", "PPS1", "COMPLETED");
    }

    @Test
    void whatHasEndedIsNotChangedAnyMore() {
        worklist.create(uid, begun(), "CT1");
        worklist.set(uid, withSeries(ended("COMPLETED")), "CT1");
        assertThatThrownBy(() -> worklist.set(uid, new DataSet().put(Tag.PerformedStationName, "X"), "CT1"))
                .isInstanceOfSatisfying(DimseException.class, refused -> {
                    assertThat(refused.status().code()).isEqualTo(0x0110);
                    assertThat(refused.status().errorId()).isEqualTo(OptionalInt.of(0xA710));
                });
    }

    @Test
    void wrongReportsAreRefusedWithTheStatusOfTheStandard() {
        assertRefused(0x0112, () -> worklist.set(uid, ended("COMPLETED"), "CT1"));
        assertRefused(
                0x0106, () -> worklist.create(uid, begun().put(Tag.PerformedProcedureStepStatus, "COMPLETED"), "CT1"));
        assertRefused(0x0120, () -> worklist.create(uid, begun().remove(Tag.PerformedProcedureStepID), "CT1"));
        assertRefused(0x0121, () -> worklist.create(uid, begun().putEmpty(Tag.PerformedStationAETitle), "CT1"));
        assertRefused(
                0x0120,
                () -> worklist.create(
                        uid, begun().putItems(Tag.ScheduledStepAttributesSequence, new DataSet()), "CT1"));
        worklist.create(uid, begun(), "CT1");
        assertRefused(0x0111, () -> worklist.create(uid, begun(), "CT1"));
        assertRefused(0x0120, () -> worklist.set(uid, ended("COMPLETED"), "CT1"));
        assertRefused(
                0x0120,
                () -> worklist.set(uid, new DataSet().put(Tag.PerformedProcedureStepStatus, "DISCONTINUED"), "CT1"));
        assertRefused(0x0106, () -> worklist.set(uid, ended("DONE"), "CT1"));
        assertThat(only().status()).isEqualTo(StepStatus.STARTED);
    }

    @Test
    void aStepThatWasBegunByMistakeWaitsAgain() {
        worklist.create(uid, begun(), "CT1");
        DataSet mistake = ended("DISCONTINUED")
                .putItems(
                        Tag.PerformedProcedureStepDiscontinuationReasonCodeSequence,
                        new DataSet().put(Tag.CodeValue, "110514").put(Tag.CodingSchemeDesignator, "DCM"));
        worklist.set(uid, mistake, "CT1");
        assertThat(only().status()).isEqualTo(StepStatus.SCHEDULED);
        assertThat(find(query().putEmpty(Tag.PatientName))).hasSize(1);
    }

    @Test
    void aDiscontinuedStepLeavesTheWorklist() {
        worklist.create(uid, begun(), "CT1");
        worklist.set(uid, ended("DISCONTINUED"), "CT1");
        assertThat(only().status()).isEqualTo(StepStatus.DISCONTINUED);
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void aStepThatNobodyOrderedIsKept() {
        DataSet unscheduled = begun().putItems(
                        Tag.ScheduledStepAttributesSequence, new DataSet().put(Tag.StudyInstanceUID, "1.2.3.99"));
        worklist.create(uid, unscheduled, "CT1");
        worklist.set(uid, withSeries(ended("COMPLETED")), "CT1");
        assertThat(only().status()).isEqualTo(StepStatus.SCHEDULED);
        assertThat(listener.heard).extracting(StudyPerformed::studyUid).containsExactly("1.2.3.99");
        assertThat(journey.timeline("1.2.3.99")).hasSize(2);
    }

    @Test
    void aStepWithoutReportsIsBegunByItsFirstImageAndDoneWhenNoneCame() {
        worklist.performed(item.id(), item.studyUid(), Instant.now());
        worklist.performed(item.id(), item.studyUid(), Instant.now());
        assertThat(only().status()).isEqualTo(StepStatus.STARTED);
        worklist.completeQuiet();
        assertThat(only().status()).isEqualTo(StepStatus.STARTED);
        jdbc.sql("update worklist_item set last_image_at = clock_timestamp() - interval '1 day'")
                .update();
        worklist.completeQuiet();
        assertThat(only().status()).isEqualTo(StepStatus.COMPLETED);
    }
}
