package ua.vuzol.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.hl7.Hl7Error;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7RejectedException;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.Step;
import ua.vuzol.registry.PatientsMerged;

/** What orders make of the worklist. */
class OrdersIT extends WorklistTestSupport {
    private static final int PRIORITY = Tag.parse("(0040,1003)");

    private final String patient = number();
    private final String pid = pid(patient, "Шевченко^Тарас");

    @Autowired
    private Journey journey;

    @Autowired
    private org.springframework.context.ApplicationEventPublisher events;

    @Test
    void anOrderOfVersion231IsAStepWithItsStudy() {
        take(orm("NW", "1001", pid));
        WorklistItem item = only();
        assertThat(item.accession()).isEqualTo("A1001");
        assertThat(item.requestedProcedureId()).isEqualTo("P1001");
        assertThat(item.stepId()).isEqualTo("S1001");
        assertThat(item.modality()).isEqualTo("CT");
        assertThat(item.description()).contains("КТ грудної клітки");
        assertThat(item.placerOrder()).contains("1001");
        assertThat(item.status()).isEqualTo(StepStatus.SCHEDULED);
        assertThat(item.start().atZone(KYIV).toLocalDate()).isEqualTo(TODAY);
        assertThat(worklist.byStudy(item.studyUid())).containsExactly(item);
        assertThat(worklist.byAccession("A1001")).containsExactly(item);
        assertThat(worklist.byStationAndPatient("ANY", "CT", item.patientId(), item.start(), Duration.ofHours(1)))
                .containsExactly(item);
        assertThat(journey.timeline(item.studyUid())).extracting("step").contains(Step.ORDERED);
    }

    @Test
    void severalStepsOfVersion251AreSeveralItemsOfOneStudy() {
        take(message(
                "OMI^O23^OMI_O23",
                Instant.now(),
                pid,
                "ORC|NW|2001^MIS|||SC",
                "TQ1|1||||||" + NOON + "||S",
                "OBR|1|2001^MIS||56301-00^КТ грудної клітки^L||||||||||||7^Коваль^Олена",
                "IPC|ACC2001|RP2001|1.2.3.2001|ST1|CT|CODE^Натив^L||ROOM1|CT1",
                "IPC|ACC2001|RP2001|1.2.3.2001|ST2|CT|CODE2^Контраст^L||ROOM1|CT1~CT2"));
        assertThat(all()).extracting(WorklistItem::stepId).containsExactlyInAnyOrder("ST1", "ST2");
        assertThat(all()).extracting(WorklistItem::studyUid).containsOnly("1.2.3.2001");
        DataSet answer = find(query(new DataSet()
                                .put(Tag.ScheduledStationAETitle, "CT2")
                                .putEmpty(Tag.ScheduledProcedureStepDescription)
                                .putEmpty(Tag.ScheduledProtocolCodeSequence)
                                .putEmpty(Tag.ScheduledProcedureStepLocation))
                        .putEmpty(PRIORITY)
                        .putEmpty(Tag.ReferringPhysicianName)
                        .putEmpty(Tag.PatientName))
                .get(0);
        assertThat(answer.string(Tag.PatientName)).contains("Шевченко^Тарас");
        assertThat(answer.string(Tag.ReferringPhysicianName)).contains("Коваль^Олена");
        assertThat(answer.string(PRIORITY)).contains("STAT");
        assertThat(step(answer).string(Tag.ScheduledProcedureStepDescription)).contains("Контраст");
        assertThat(step(answer).string(Tag.ScheduledProcedureStepLocation)).contains("ROOM1");
        assertThat(step(answer).item(Tag.ScheduledProtocolCodeSequence).flatMap(code -> code.string(Tag.CodeValue)))
                .contains("CODE2");
    }

    @Test
    void anOrderThatComesAgainChangesItsStepAndKeepsItsStudy() {
        Instant start = Instant.now();
        take(withoutStudy("NW", "3001", "US", start));
        WorklistItem before = only();
        assertThat(Uid.isValid(before.studyUid())).isTrue();
        take(withoutStudy("NW", "3001", "US", start));
        take(withoutStudy("XO", "3001", "MR", start.plusSeconds(2)));
        WorklistItem after = only();
        assertThat(after.studyUid()).isEqualTo(before.studyUid());
        assertThat(after.stepId()).isEqualTo(before.stepId()).hasSizeLessThanOrEqualTo(16);
        assertThat(after.modality()).isEqualTo("MR");
        Hl7Message late = withoutStudy("XO", "3001", "CT", start.plusSeconds(1));
        take(late);
        assertThat(only().modality()).isEqualTo("MR");
    }

    private Hl7Message withoutStudy(String control, String order, String modality, Instant at) {
        return message(
                "OMG^O19",
                at,
                pid,
                "ORC|" + control + "|" + order,
                "TQ1|1||||||" + NOON,
                "OBR|1|" + order + "||X^Обстеження^L||||||||||||||||||||" + modality);
    }

    @Test
    void anOrderIsCalledOffOnceAndNotAfterItsStepWasBegun() {
        take(orm("NW", "4001", pid), orm("NW", "4002", pid(number(), "Коваль^Ольга")));
        take(orm("CA", "4001", pid));
        assertThat(worklist.byAccession("A4001").get(0).status()).isEqualTo(StepStatus.CANCELED);
        take(orm("CA", "4001", pid));
        take(orm("NW", "4001", pid));
        assertThat(worklist.byAccession("A4001").get(0).status()).isEqualTo(StepStatus.SCHEDULED);
        WorklistItem begun = worklist.byAccession("A4002").get(0);
        worklist.performed(begun.id(), begun.studyUid(), Instant.now());
        assertRefused(orm("DC", "4002", pid), Hl7Error.RECORD_LOCKED);
        assertThat(worklist.byAccession("A4002").get(0).status()).isEqualTo(StepStatus.STARTED);
    }

    @Test
    void whatCannotBeDoneIsRefusedWithItsReason() {
        assertRefused(orm("XO", "5001", pid), Hl7Error.UNKNOWN_KEY);
        assertRefused(orm("CA", "5001", pid), Hl7Error.UNKNOWN_KEY);
        assertRefused(orm("ZZ", "5001", pid), Hl7Error.TABLE_VALUE);
        assertRefused(message("ORM^O01", Instant.now(), pid), Hl7Error.REQUIRED_FIELD_MISSING);
        assertRefused(message("ORM^O01", Instant.now(), pid, "ORC|NW"), Hl7Error.REQUIRED_FIELD_MISSING);
        assertThat(all()).isEmpty();
    }

    private void assertRefused(Hl7Message message, Hl7Error code) {
        assertThatThrownBy(() -> take(message))
                .isInstanceOfSatisfying(Hl7RejectedException.class, refused -> assertThat(refused.code())
                        .isEqualTo(code));
    }

    @Test
    void numbersThatAreTooLongForDicomAreCountedAndNeverCut() {
        String uuid = "6f0a3c1e-2f4b-4b7e-9d51-2d1f7c1b9a10";
        String requisition = "1234-5678-9012-3456";
        String obr = "OBR|1|%s||||||||||||||||%s|%s".formatted(uuid, requisition, uuid);
        take(message("ORM^O01", Instant.now(), pid, "ORC|NW|" + uuid, obr));
        WorklistItem item = only();
        assertThat(item.accession()).isEqualTo("1234567890123456");
        assertThat(item.requestedProcedureId()).startsWith("VZ").hasSizeLessThanOrEqualTo(16);
        take(message("ORM^O01", Instant.now(), pid, "ORC|NW|" + uuid, obr));
        assertThat(only().requestedProcedureId()).isEqualTo(item.requestedProcedureId());
        String longAccession = "ACC-" + uuid;
        take(message("ORM^O01", Instant.now(), pid, "ORC|NW|77", "OBR|1|77||||||||||||||||" + longAccession));
        assertThat(worklist.byAccession(longAccession)).singleElement().satisfies(found -> assertThat(found.accession())
                .startsWith("VZ"));
    }

    @Test
    void theServiceTellsTheModalityThatTheOrderLeavesOut() {
        take(message("ORM^O01", Instant.now(), pid, "ORC|NW|6001", "OBR|1|6001||59300-00^Мамографія^НК 026"));
        assertThat(only().modality()).isEqualTo("MG");
    }

    @Test
    void stepsFollowTheSurvivorOfAMerge() {
        take(orm("NW", "7001", pid), orm("NW", "7002", pid(number(), "Коваль^Ольга")));
        long merged = worklist.byAccession("A7001").get(0).patientId();
        long survivor = worklist.byAccession("A7002").get(0).patientId();
        transaction.executeWithoutResult(status -> events.publishEvent(new PatientsMerged(survivor, merged)));
        assertThat(all()).extracting(WorklistItem::patientId).containsOnly(survivor);
    }

    @Test
    void aBatchMakesAllItsStepsAtOnce() {
        Hl7Message[] orders = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> orm("NW", "8" + i, pid(number(), "Мельник^" + i)))
                .toArray(Hl7Message[]::new);
        take(orders);
        assertThat(all()).hasSize(20);
        assertThat(List.copyOf(all())).extracting(WorklistItem::patientId).doesNotHaveDuplicates();
    }

    @Test
    void theStepsOfAVisitThatEndedStayUnlessItIsConfiguredOtherwise() {
        String number = number();
        String visit = "PV1|1|I|||||||||||||||||A-1";
        take(message(
                "OMG^O19",
                Instant.now(),
                pid(number, "Шевченко^Тарас"),
                visit,
                "ORC|NW|7^MIS|||SC",
                "OBR|1|7^MIS||X^Огляд^L"));
        take(message("ADT^A11", Instant.now(), pid(number, "Шевченко^Тарас"), visit));
        assertThat(only().status()).isEqualTo(StepStatus.SCHEDULED);
    }
}
