package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.intake.StudyMatch.State;
import ua.vuzol.registry.Patient;
import ua.vuzol.registry.PatientId;
import ua.vuzol.registry.Registry;
import ua.vuzol.worklist.StepStatus;
import ua.vuzol.worklist.Worklist;

/** Images meet their orders, and what becomes of those that contradict them. */
class ReconciliationIT extends ReceivingTestSupport {
    @Autowired
    private Reconciliation reconciliation;

    @Autowired
    private Registry registry;

    @Autowired
    private Worklist worklist;

    private Patient ordered;

    @BeforeEach
    void somebodyIsOrdered() {
        ordered = person("Шевченко^Тарас^Григорович", LocalDate.of(1961, 2, 14), "M");
    }

    private Patient person(String name, LocalDate birth, String sex) {
        return registry.register(Patient.unregistered(
                new PatientId(UUID.randomUUID().toString(), ""),
                name,
                Optional.empty(),
                Optional.of(birth),
                Optional.of(sex),
                List.of()));
    }

    private long step(Patient patient, String studyUid, String accession, String station) {
        return StepRows.insert(jdbc, patient, studyUid, accession, "CT", station);
    }

    private static DataSet of(Patient patient) {
        return object().put(Tag.PatientID, patient.pid().value());
    }

    private static String uid(DataSet dataSet) {
        return dataSet.string(Tag.StudyInstanceUID).orElseThrow();
    }

    private DataSet archived(DataSet sent) {
        return read(stored(sent));
    }

    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).orElse("");
    }

    private void applyDecisions() {
        reconciliation.unapplied().forEach(reconciliation::apply);
    }

    @Test
    void anImageWithTheOrdersStudyUidIsMadeTheOrderedPersonsAndTellsWhatItSaidBefore() {
        DataSet image = object().put(Tag.PatientName, "ivanov").put(Tag.PatientID, "typed by hand");
        long step = step(ordered, uid(image), "A-" + uid(image).substring(40), "");
        send(image);
        DataSet kept = archived(image);
        assertThat(text(kept, Tag.PatientID)).isEqualTo(ordered.pid().value());
        assertThat(text(kept, Tag.PatientName)).isEqualTo("Шевченко^Тарас^Григорович");
        assertThat(text(kept, Tag.AccessionNumber)).startsWith("A-");
        DataSet request = kept.item(Tag.RequestAttributesSequence).orElseThrow();
        assertThat(text(request, Tag.ScheduledProcedureStepID)).isEqualTo("SPS1");
        DataSet original = kept.items(Tag.OriginalAttributesSequence).get(0);
        assertThat(text(original, Tag.ReasonForTheAttributeModification)).isEqualTo("COERCE");
        DataSet before = original.item(Tag.ModifiedAttributesSequence).orElseThrow();
        assertThat(text(before, Tag.PatientName)).isEqualTo("ivanov");
        assertThat(text(before, Tag.PatientID)).isEqualTo("typed by hand");
        assertThat(reconciliation.find(uid(image)).orElseThrow().state()).isEqualTo(State.MATCHED);
        assertThat(worklist.find(step).orElseThrow().status()).isEqualTo(StepStatus.STARTED);
        assertThat(timeline(image)).contains("The order is known. Found by Study Instance UID.");
    }

    @Test
    void aNameInOtherLettersIsNoOtherName() {
        DataSet image = of(ordered).put(Tag.PatientName, "Shevchenko^Taras^Hryhorovych");
        step(ordered, uid(image), "", "");
        send(image);
        assertThat(text(archived(image), Tag.PatientName)).isEqualTo("Shevchenko^Taras^Hryhorovych");
    }

    @Test
    void anImageWithTheAccessionNumberOfAnOrderOfTheSamePersonIsMatched() {
        DataSet image = of(ordered).put(Tag.AccessionNumber, "ACC" + ordered.id());
        step(ordered, Uid.random(), "ACC" + ordered.id(), "");
        send(image);
        assertThat(reconciliation.find(uid(image)).orElseThrow().reason()).isEqualTo("Found by accession number.");
    }

    @Test
    void anAccessionNumberOfSomebodyElsesOrderIsLeftToAPerson() {
        Patient other = person("Леся^Українка", LocalDate.of(1971, 2, 25), "F");
        DataSet image = of(other)
                .put(Tag.AccessionNumber, "TYPO" + ordered.id())
                .put(Tag.PatientName, "Lesia^Ukrainka")
                .put(Tag.PatientBirthDate, "19710225")
                .put(Tag.PatientSex, "F");
        long step = step(ordered, Uid.random(), "TYPO" + ordered.id(), "");
        byte[] content = file(image);
        send(content);
        assertThat(stored(image)).isEqualTo(content);
        assertThat(reconciliation.find(uid(image)).orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(reconciliation.held()).extracting(StudyMatch::studyUid).contains(uid(image));
        assertThat(reconciliation.candidates(uid(image)))
                .extracting(item -> item.id())
                .containsExactly(step);
        assertThat(worklist.find(step).orElseThrow().status()).isEqualTo(StepStatus.SCHEDULED);
    }

    @Test
    void withoutNumbersStationPatientAndTimeTellAndTwoOrdersAreLeftToAPerson() {
        DataSet first = of(ordered).put(Tag.StudyTime, "110000");
        step(ordered, Uid.random(), "", sender);
        send(first);
        assertThat(reconciliation.find(uid(first)).orElseThrow().reason())
                .isEqualTo("Found by station, patient and time.");
        DataSet second = of(ordered).put(Tag.StudyTime, "113000");
        step(ordered, Uid.random(), "", sender);
        send(second);
        assertThat(reconciliation.find(uid(second)).orElseThrow().state()).isEqualTo(State.HELD);
    }

    @Test
    void aModalityThatLeavesTheIssuerOfTheNumberOutIsUnderstood() {
        Patient ofTheMis = registry.register(Patient.unregistered(
                new PatientId(UUID.randomUUID().toString(), "MIS"),
                "Українка^Леся",
                Optional.empty(),
                Optional.of(LocalDate.of(1971, 2, 25)),
                Optional.of("F"),
                List.of()));
        DataSet image = of(ofTheMis).put(Tag.StudyTime, "113000");
        step(ofTheMis, Uid.random(), "", sender);
        send(image);
        assertThat(reconciliation.find(uid(image)).orElseThrow().state()).isEqualTo(State.MATCHED);
        assertThat(text(archived(image), Tag.IssuerOfPatientID)).isEqualTo("MIS");
        assertThat(study(image).orElseThrow().patient().id()).isEqualTo(ofTheMis.id());
    }

    @Test
    void anImageOfAnotherDayIsNoImageOfTheStep() {
        DataSet image = of(ordered).put(Tag.StudyDate, "20260401");
        step(ordered, Uid.random(), "", sender);
        send(image);
        assertThat(reconciliation.find(uid(image))).isEmpty();
    }

    @Test
    void aPersonLinksAStudyAndItsObjectsFollowAndUndoingMakesThemWhatTheyWere() {
        DataSet first = object();
        DataSet second = sibling(first);
        send(first);
        send(second);
        byte[] asItCame = stored(first);
        long step = step(ordered, Uid.random(), "LINK" + ordered.id(), "");

        reconciliation.link(uid(first), step, "Olena");
        applyDecisions();
        for (DataSet sent : List.of(first, second)) {
            DataSet kept = archived(sent);
            assertThat(text(kept, Tag.PatientID)).isEqualTo(ordered.pid().value());
            assertThat(text(kept, Tag.AccessionNumber)).isEqualTo("LINK" + ordered.id());
            assertThat(text(kept.items(Tag.OriginalAttributesSequence).get(0), Tag.ReasonForTheAttributeModification))
                    .isEqualTo("CORRECT");
        }
        assertThat(study(first).orElseThrow().patient().id()).isEqualTo(ordered.id());
        assertThat(archive.versions(text(first, Tag.SOPInstanceUID))).hasSize(1);

        DataSet third = sibling(first);
        send(third);
        assertThat(text(archived(third), Tag.PatientID)).isEqualTo(ordered.pid().value());

        assertThat(reconciliation.undo(uid(first), "Olena")).isTrue();
        applyDecisions();
        assertThat(stored(first)).isEqualTo(asItCame);
        assertThat(text(archived(third), Tag.PatientID)).isEqualTo(text(first, Tag.PatientID));
        assertThat(study(first).orElseThrow().patient().id()).isNotEqualTo(ordered.id());
        assertThat(reconciliation.find(uid(first))).isEmpty();
        assertThat(reconciliation.undo(uid(first), "Olena")).isFalse();
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void aStudyThatBelongsToNoOrderIsWhatCame() {
        DataSet image = object().put(Tag.PatientID, "typed-" + UUID.randomUUID());
        step(ordered, uid(image), "", "");
        byte[] content = file(image);
        send(content);
        assertThat(stored(image)).isNotEqualTo(content);
        reconciliation.unlink(uid(image), "Olena");
        applyDecisions();
        assertThat(stored(image)).isEqualTo(content);
        assertThat(told(uid(image))).as("steps that the MIS may be told of").isEmpty();
        reconciliation.undo(uid(image), "Olena");
        applyDecisions();
        assertThat(text(archived(image), Tag.PatientID)).isEqualTo(ordered.pid().value());
        assertThat(told(uid(image))).hasSize(1);
    }

    private List<Long> told(String studyUid) {
        return jdbc.sql("select item_id from imaged_study where study_uid = :study and not taken_away")
                .param("study", studyUid)
                .query(Long.class)
                .list();
    }

    @Test
    void aStepThatWasBegunByImagesWaitsAgainWhenAPersonSaysThatTheyAreNotOfIt() {
        DataSet image = of(ordered).put(Tag.AccessionNumber, "LEFT" + ordered.id());
        long wrong = step(ordered, Uid.random(), "LEFT" + ordered.id(), "");
        long right = step(ordered, Uid.random(), "RIGHT" + ordered.id(), "ELSEWHERE");
        send(image);
        assertThat(worklist.find(wrong).orElseThrow().status()).isEqualTo(StepStatus.STARTED);

        reconciliation.link(uid(image), right, "Olena");
        applyDecisions();
        assertThat(worklist.find(wrong).orElseThrow().status()).isEqualTo(StepStatus.SCHEDULED);
        assertThat(worklist.find(right).orElseThrow().status()).isEqualTo(StepStatus.STARTED);

        reconciliation.undo(uid(image), "Olena");
        applyDecisions();
        assertThat(worklist.find(wrong).orElseThrow().status()).isEqualTo(StepStatus.STARTED);
        assertThat(worklist.find(right).orElseThrow().status()).isEqualTo(StepStatus.SCHEDULED);
    }

    @Test
    void aStepThatAnotherStudyIsOfTooStaysBegun() {
        DataSet image = of(ordered).put(Tag.AccessionNumber, "TWO" + ordered.id());
        DataSet other = of(ordered).put(Tag.AccessionNumber, "TWO" + ordered.id());
        long step = step(ordered, Uid.random(), "TWO" + ordered.id(), "");
        send(image);
        send(other);
        reconciliation.unlink(uid(image), "Olena");
        assertThat(worklist.find(step).orElseThrow().status()).isEqualTo(StepStatus.STARTED);
        reconciliation.unlink(uid(other), "Olena");
        assertThat(worklist.find(step).orElseThrow().status()).isEqualTo(StepStatus.SCHEDULED);
    }

    @Test
    void anOrderThatComesAfterTheImagesOfAnotherNumberIsLeftToAPerson() {
        DataSet first = object();
        send(first);
        step(ordered, uid(first), "", "");
        DataSet second = sibling(first);
        send(second);
        assertThat(reconciliation.find(uid(first)).orElseThrow().state()).isEqualTo(State.HELD);
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void whatIsNotThereCannotBeLinked() {
        assertThatThrownBy(() -> reconciliation.link(Uid.random(), 1, "Olena"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no study");
        DataSet image = object();
        send(image);
        assertThatThrownBy(() -> reconciliation.link(uid(image), -1, "Olena"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no step -1");
    }
}
