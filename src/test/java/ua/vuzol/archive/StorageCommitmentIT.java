package ua.vuzol.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Uid;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.journey.Journey;
import ua.vuzol.journey.JourneyEvent;

/** What peers are answered that ask whether their objects are safe. */
class StorageCommitmentIT extends ArchiveTestSupport {
    @Autowired
    private StorageCommitment commitment;

    @Autowired
    private ArchiveHealth health;

    @Autowired
    private Journey journey;

    private final String transaction = Uid.random();

    @DynamicPropertySource
    static void withPeers(DynamicPropertyRegistry registry) throws IOException {
        var mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        Files.writeString(
                mappings.resolve("dicom/peers.yaml"),
                """
                peers:
                  CT1: {address: "10.1.2.3:104"}
                  VIEWER: {may: [query]}
                """);
        registry.add("vuzol.mappings", mappings::toString);
    }

    @BeforeEach
    void noOtherRequests() {
        jdbc.sql("delete from commitment_request").update();
    }

    @Test
    void objectsThatAreThereAreConfirmed() {
        DataSet first = stored();
        DataSet second = stored();
        request("CT1", first, second);
        CommitmentReport report = report();
        assertThat(report.node()).isEqualTo("CT1@10.1.2.3:104");
        assertThat(report.associationId()).isEqualTo("a-1");
        assertThat(report.eventType()).isEqualTo(1);
        assertThat(report.information().string(Tag.TransactionUID)).contains(transaction);
        assertThat(uids(report, Tag.ReferencedSOPSequence)).containsExactly(uid(first), uid(second));
        assertThat(report.information().contains(Tag.FailedSOPSequence)).isFalse();
        commitment.reported(id());
        assertThat(commitment.due()).isEmpty();
        assertThat(timeline(first)).contains("CT1 was told which of its 2 objects are safe (storage commitment).");
    }

    @Test
    void anObjectThatIsUnderWayIsWaitedForAndThenMissing() {
        DataSet there = stored();
        DataSet late = object();
        request("CT1", there, late);
        assertThat(commitment.report(commitment.due().get(0))).isEmpty();
        archive.store(staged(late));
        due();
        assertThat(report().eventType()).isEqualTo(1);

        DataSet never = object();
        jdbc.sql("delete from commitment_request").update();
        request("CT1", there, never);
        jdbc.sql("update commitment_request set requested_at = requested_at - interval '2 minutes'")
                .update();
        CommitmentReport report = report();
        assertThat(report.eventType()).isEqualTo(2);
        assertThat(uids(report, Tag.ReferencedSOPSequence)).containsExactly(uid(there));
        assertThat(failures(report)).containsExactly(uid(never) + " 274"); // 0112H
    }

    @Test
    void anObjectThatTheHubHasReceivedIsNeverMissingHoweverLongItIsUnderWay() {
        DataSet received = object();
        jdbc.sql(
                        """
                        insert into received_object (source, calling_ae, called_ae, peer, sop_class, sop_instance,
                                                     transfer_syntax, sha256, size)
                        values ('CT1', 'CT1', 'VUZOL', '', '1.2', :uid, '1.2', repeat('0', 64), 1)
                        """)
                .param("uid", uid(received))
                .update();
        request("CT1", received);
        jdbc.sql("update commitment_request set requested_at = requested_at - interval '1 hour'")
                .update();
        due();
        assertThat(commitment.report(commitment.due().get(0))).isEmpty();
        jdbc.sql("update received_object set state = 'QUARANTINED'").update();
        assertThat(failures(report())).containsExactly(uid(received) + " 274"); // 0112H
    }

    @Test
    void anObjectOfAnotherClassIsAConflict() {
        DataSet object = stored();
        DataSet other =
                new DataSet().put(Tag.SOPClassUID, SopClass.CTImageStorage).put(Tag.SOPInstanceUID, uid(object));
        request("CT1", other);
        assertThat(failures(report())).containsExactly(uid(object) + " 281"); // 0119H
    }

    @Test
    void aDamagedFileIsFoundToldAndNotConfirmed() throws IOException {
        DataSet object = stored();
        Files.write(archive.instances(text(object, Tag.StudyInstanceUID)).get(0).file(), new byte[] {1, 2, 3});
        request("CT1", object);
        assertThat(failures(report())).containsExactly(uid(object) + " 272"); // 0110H
        assertThat(timeline(object)).anyMatch(line -> line.contains("has other bytes than were stored"));
        assertThat((int) health.health().getDetails().get("damagedObjects")).isPositive();
    }

    @Test
    void aFileThatIsMendedCountsAsDamagedNoLonger() throws IOException {
        DataSet object = stored();
        var file = archive.instances(text(object, Tag.StudyInstanceUID)).get(0).file();
        byte[] whole = Files.readAllBytes(file);
        Files.delete(file);
        request("CT1", object);
        assertThat(report().eventType()).isEqualTo(2);
        int damaged = (int) health.health().getDetails().get("damagedObjects");
        Files.write(file, whole);
        assertThat(report().eventType()).isEqualTo(1);
        assertThat((int) health.health().getDetails().get("damagedObjects")).isEqualTo(damaged - 1);
        assertThat(timeline(object)).anyMatch(line -> line.endsWith("has the bytes again that were stored."));
    }

    @Test
    void aRequestForObjectsOfTwoStudiesIsEvidenceForBothWhenAllAreThere() {
        DataSet first = stored();
        DataSet second = stored();
        request("CT1", first, second, first);
        report();
        archive.judgeCompleteness();
        for (DataSet object : List.of(first, second)) {
            assertThat(archive.study(text(object, Tag.StudyInstanceUID))
                            .orElseThrow()
                            .complete())
                    .isTrue();
        }
    }

    @Test
    void theSameRequestAgainIsAnsweredAgainAndItsUidForOtherObjectsIsRefused() {
        DataSet object = stored();
        request("CT1", object);
        commitment.reported(commitment.due().get(0));
        request("CT1", object);
        assertThat(report().eventType()).isEqualTo(1);
        assertRefused(0x0115, () -> request("CT1", stored()));
    }

    @Test
    void requestsThatCannotBeUsedAreRefusedWithTheirStatus() {
        assertRefused(0x0124, () -> request("VIEWER", object()));
        assertRefused(0x0123, () -> commitment.request(2, information(object()), "CT1", "VUZOL", "a-1"));
        assertRefused(0x0115, () -> request("CT1"));
        DataSet withoutTransaction = information(object());
        withoutTransaction.remove(Tag.TransactionUID);
        assertRefused(0x0115, () -> commitment.request(1, withoutTransaction, "CT1", "VUZOL", "a-1"));
        DataSet withoutInstance = information(object());
        withoutInstance.items(Tag.ReferencedSOPSequence).get(0).remove(Tag.ReferencedSOPInstanceUID);
        assertRefused(0x0115, () -> commitment.request(1, withoutInstance, "CT1", "VUZOL", "a-1"));
    }

    @Test
    void aPeerThatIsAwayIsToldLaterAndOneWithoutAddressIsGivenUp() {
        DataSet object = stored();
        request("CT1", object);
        long id = commitment.due().get(0);
        commitment.notReported(id);
        assertThat(commitment.due()).as("a while later").isEmpty();
        due();
        assertThat(commitment.due()).containsExactly(id);

        jdbc.sql("delete from commitment_request").update();
        request("NOBODY", object);
        commitment.notReported(commitment.due().get(0));
        due();
        assertThat(commitment.due()).isEmpty();
        assertThat(timeline(object)).anyMatch(line -> line.contains("NOBODY") && line.contains("could not be told"));
    }

    @Test
    void aSignalThatWasLostIsGivenAgainAlsoWhenTheClockWasSetBack() {
        request("CT1", stored());
        List<Long> signals = commitment.due();
        assertThat(commitment.due()).isEmpty();
        jdbc.sql("update commitment_request set next_at = next_at + interval '2 days'")
                .update();
        assertThat(commitment.due()).isEqualTo(signals);
        commitment.forgetSignals();
        assertThat(commitment.due()).isEqualTo(signals);
    }

    @Test
    void aRequestOfFiveThousandObjectsIsAnswered() {
        DataSet there = stored();
        DataSet[] objects = Stream.concat(
                        Stream.of(there), IntStream.range(1, 5000).mapToObj(i -> object()))
                .toArray(DataSet[]::new);
        request("CT1", objects);
        jdbc.sql("update commitment_request set requested_at = requested_at - interval '2 minutes'")
                .update();
        CommitmentReport report = report();
        assertThat(uids(report, Tag.ReferencedSOPSequence)).containsExactly(uid(there));
        assertThat(failures(report)).hasSize(4999);
    }

    @Test
    void whatARequestNamesIsEvidenceOfWhatTheStudyHas() {
        DataSet first = stored();
        DataSet second = object(text(first, Tag.StudyInstanceUID), text(first, Tag.SeriesInstanceUID));
        request("CT1", first, second);
        assertThat(commitment.report(commitment.due().get(0))).isEmpty();
        archive.judgeCompleteness();
        assertThat(archive.study(text(first, Tag.StudyInstanceUID))
                        .orElseThrow()
                        .complete())
                .isFalse();
        archive.store(staged(second));
        archive.judgeCompleteness();
        assertThat(archive.study(text(first, Tag.StudyInstanceUID))
                        .orElseThrow()
                        .complete())
                .isTrue();
        assertThat(timeline(first))
                .contains("All 2 objects are there that belong to the study, by the storage commitment " + transaction
                        + " of CT1.");
    }

    private static void assertRefused(int status, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status().code()).isEqualTo(status));
    }

    private DataSet stored() {
        DataSet object = object();
        archive.store(staged(object));
        return object;
    }

    private void request(String callingAe, DataSet... objects) {
        commitment.request(1, information(objects), callingAe, "VUZOL", "a-1");
    }

    private DataSet information(DataSet... objects) {
        return new DataSet()
                .put(Tag.TransactionUID, transaction)
                .putItems(
                        Tag.ReferencedSOPSequence,
                        Stream.of(objects)
                                .map(object -> new DataSet()
                                        .put(Tag.ReferencedSOPClassUID, text(object, Tag.SOPClassUID))
                                        .put(Tag.ReferencedSOPInstanceUID, uid(object)))
                                .toArray(DataSet[]::new));
    }

    private void due() {
        jdbc.sql("update commitment_request set next_at = clock_timestamp()").update();
    }

    private long id() {
        return jdbc.sql("select id from commitment_request").query(Long.class).single();
    }

    private CommitmentReport report() {
        due();
        return commitment.report(commitment.due().get(0)).orElseThrow();
    }

    private static String uid(DataSet object) {
        return text(object, Tag.SOPInstanceUID);
    }

    private static List<String> uids(CommitmentReport report, int sequence) {
        return report.information().items(sequence).stream()
                .map(item -> text(item, Tag.ReferencedSOPInstanceUID))
                .toList();
    }

    private static List<String> failures(CommitmentReport report) {
        return report.information().items(Tag.FailedSOPSequence).stream()
                .map(item -> text(item, Tag.ReferencedSOPInstanceUID) + " "
                        + item.integer(Tag.FailureReason).orElseThrow())
                .toList();
    }

    private List<String> timeline(DataSet object) {
        return journey.timeline(text(object, Tag.StudyInstanceUID)).stream()
                .map(JourneyEvent::text)
                .toList();
    }
}
