package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.dicom.data.DataSet;

/** What a crash between file and row leaves, and what becomes of it. */
class RecoveryIT extends ReceivingTestSupport {
    @Autowired
    private Recovery recovery;

    private boolean isInLedger(long id) {
        return jdbc.sql("select count(*) from received_object where id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private Path landed(byte[] content) {
        return landing.resolve(Sha256.of(content));
    }

    @Test
    void rowsWhoseFileIsMissingOrHalfAreGoneAfterAStartAndTheOthersAreNot() throws IOException {
        byte[] whole = file(object());
        byte[] missing = file(object());
        byte[] half = file(object());
        byte[] zeros = file(object());
        long wholeId = receive(whole);
        long missingId = receive(missing);
        long halfId = receive(half);
        long zerosId = receive(zeros);
        Files.delete(landed(missing));
        Files.write(landed(half), Arrays.copyOf(half, half.length / 2));
        Files.write(landed(zeros), new byte[zeros.length]);
        recovery.removeHalfObjects();
        assertThat(isInLedger(wholeId)).isTrue();
        assertThat(isInLedger(missingId)).isFalse();
        assertThat(isInLedger(halfId)).isFalse();
        assertThat(isInLedger(zerosId)).isFalse();
        normaliseAll();
        assertThat(state(wholeId)).isEqualTo("STORED");
        assertThat(quarantined()).isEmpty();
    }

    @Test
    void anObjectThatIsSentAgainAfterTheCrashIsStored() throws IOException {
        DataSet dataSet = object();
        byte[] content = file(dataSet);
        long first = receive(content);
        Files.write(landed(content), new byte[content.length]);
        recovery.removeHalfObjects();
        assertThat(isInLedger(first)).isFalse();
        assertThat(state(send(content))).isEqualTo("STORED");
        assertThat(stored(dataSet)).isEqualTo(content);
    }

    @Test
    void anObjectForWhichSuccessWasAnsweredLongAgoIsNeverForgotten() throws IOException {
        byte[] lost = file(object());
        long id = receive(lost);
        jdbc.sql("update received_object set landed_at = landed_at - interval '1 hour' where id = :id")
                .param("id", id)
                .update();
        receive(file(object()));
        Files.delete(landed(lost));
        recovery.removeHalfObjects();
        assertThat(isInLedger(id)).isTrue();
        jdbc.sql("delete from received_object where id = :id").param("id", id).update();
    }

    @Test
    void oldFilesThatNoLedgerKnowsAreRemovedAndNoOthers() throws IOException {
        byte[] known = file(object());
        receive(known);
        byte[] old = "old leftover".getBytes();
        byte[] young = "young leftover".getBytes();
        Files.write(landed(old), old);
        Files.write(landed(young), young);
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(landed(old), longAgo);
        Files.setLastModifiedTime(landed(known), longAgo);
        intake.removeLeftovers();
        assertThat(landed(old)).doesNotExist();
        assertThat(landed(young)).exists();
        assertThat(landed(known)).exists();
    }
}
