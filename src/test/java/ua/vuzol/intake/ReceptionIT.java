package ua.vuzol.intake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.peers.Peers;

/** How objects that come by C-STORE are made safe, on a real PostgreSQL; the test takes the place of the component. */
class ReceptionIT extends ReceivingTestSupport {
    @Autowired
    private GroupCommit commit;

    @Autowired
    private ReceivedObjects objects;

    @Autowired
    private Peers peers;

    @Test
    void whatWasReceivedIsInTheLandingStoreAndTheLedgerUnderTheSourceOfThePeer() {
        byte[] content = {1, 2, 3};
        long id = receive("CT1", content);
        assertThat(landing.resolve(Sha256.of(content))).hasBinaryContent(content);
        assertThat(jdbc.sql("select source || ' ' || calling_ae || ' ' || state from received_object where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo("tomograph CT1 LANDED");
    }

    @Test
    void aPeerThatMayNotStoreIsRefusedAndNothingIsKept() {
        byte[] content = "not allowed".getBytes();
        assertThatThrownBy(() -> receive("VIEWER", content))
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status().code()).isEqualTo(0x0124));
        assertThat(landing.resolve(Sha256.of(content))).doesNotExist();
    }

    @Test
    void objectsOfEightAssociationsShareCommitsAndEachHasItsOwnNumber() throws Exception {
        long before = transactions();
        int objects = 400;
        ExecutorService associations = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> calls = IntStream.range(0, objects)
                    .<Callable<Long>>mapToObj(i -> () -> receive("CT1", random(i)))
                    .toList();
            List<Long> ids = new ArrayList<>();
            for (Future<Long> each : associations.invokeAll(calls)) {
                ids.add(each.get());
            }
            assertThat(ids).doesNotHaveDuplicates().hasSize(objects);
            for (int i = 0; i < objects; i += 37) {
                assertThat(jdbc.sql("select sha256 from received_object where id = :id")
                                .param("id", ids.get(i))
                                .query(String.class)
                                .single())
                        .isEqualTo(Sha256.of(random(i)));
            }
        } finally {
            associations.shutdownNow();
        }
        assertThat(transactions() - before).isLessThan(objects);
    }

    private static byte[] random(int seed) {
        byte[] content = new byte[4096];
        new Random(seed).nextBytes(content);
        return content;
    }

    /** How many transactions have written received objects: each has an xmin of its own. */
    private long transactions() {
        return jdbc.sql("select count(distinct xmin::text) from received_object")
                .query(Long.class)
                .single();
    }

    @Test
    void oneThatTheDatabaseCannotTakeDoesNotTakeTheOthersOfItsGroupWithIt() throws Exception {
        jdbc.sql("alter table received_object add constraint test_size check (size <> 13)")
                .update();
        ExecutorService associations = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> calls = IntStream.range(0, 64)
                    .<Callable<Long>>mapToObj(i -> () -> receive("CT1", new byte[i % 8 == 0 ? 13 : 100 + i]))
                    .toList();
            int refused = 0;
            for (Future<Long> each : associations.invokeAll(calls)) {
                try {
                    each.get();
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOfSatisfying(DimseException.class, cause -> assertThat(
                                    cause.status().code())
                            .isEqualTo(0xA700));
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(8);
        } finally {
            associations.shutdownNow();
            jdbc.sql("alter table received_object drop constraint test_size").update();
        }
    }

    @Test
    void signalsNameBatchesOfOneSenderAndAreGivenOnce() {
        intake.unsignalledObjects();
        for (int i = 0; i < 70; i++) {
            receive("CT1", ("signal" + i).getBytes());
        }
        receive("OTHER", "signal other".getBytes());
        List<String> signals = intake.unsignalledObjects();
        assertThat(signals.stream().map(signal -> signal.split(",").length)).containsExactly(64, 6, 1);
        assertThat(intake.unsignalledObjects()).isEmpty();
        jdbc.sql("update received_object set signalled_at = clock_timestamp() + interval '1 day'")
                .update();
        assertThat(intake.unsignalledObjects().stream().flatMap(signal -> Stream.of(signal.split(","))))
                .as("a clock that was set back must not hide them")
                .containsAll(Stream.of(signals.get(0).split(",")).toList());
    }

    @Test
    void signalsThatTheBrokerDidNotTakeAreGivenAgainSoonAndNotAfterAMinuteOnly() {
        intake.unsignalledObjects();
        receive("CT1", "signal that is lost".getBytes());
        List<String> signals = intake.unsignalledObjects();
        assertThat(intake.unsignalledObjects()).isEmpty();
        intake.signalsLost();
        await().atMost(30, SECONDS).until(() -> intake.unsignalledObjects().stream()
                .flatMap(signal -> Stream.of(signal.split(",")))
                .toList()
                .containsAll(signals));
        assertThat(intake.unsignalledObjects()).isEmpty();
    }

    @Test
    void aFullDiskIsA700AndNothingIsTaken() throws IOException {
        LandingStore full = new LandingStore(home.resolve("full"), DataSize.ofTerabytes(1000));
        Reception reception = new Reception(full, commit, objects, peers);
        Path spooled = Files.write(full.arriving().resolve("one"), new byte[] {1});
        String sha256 = Sha256.of(new byte[] {1});
        assertRefused(() -> reception.receive(spooled, arrival(sha256)));
        assertThat(full.resolve(sha256)).doesNotExist();
    }

    @Test
    void aFailureOfTheDiskIsA700AndToldInTheHealthUntilAnObjectIsTakenAgain() throws IOException {
        Reception reception = new Reception(landing, commit, objects, peers);
        Path gone = landing.arriving().resolve("gone");
        assertRefused(() -> reception.receive(gone, arrival(Sha256.of(new byte[] {7}))));
        assertThat(reception.trouble())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("A700").doesNotContain("gone"));
        Path spooled = Files.write(landing.arriving().resolve("there"), new byte[] {8});
        reception.receive(spooled, arrival(Sha256.of(new byte[] {8})));
        assertThat(reception.trouble()).isEmpty();
    }

    private static Arrival arrival(String sha256) {
        return new Arrival("CT1", "CT1", "VUZOL", "", "", "", "", sha256, 1, Optional.empty());
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DimseException.class, e -> assertThat(e.status().code()).isEqualTo(0xA700));
    }
}
