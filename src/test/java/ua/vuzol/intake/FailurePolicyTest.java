package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class FailurePolicyTest {
    private final AtomicInteger failures = new AtomicInteger();
    private final List<String> quarantined = new ArrayList<>();
    private final FailurePolicy policy = new FailurePolicy(failures::incrementAndGet, quarantined::add);

    private void fail(RuntimeException failure) {
        policy.run("Examination 7", () -> {
            throw failure;
        });
    }

    @Test
    void anInputThatCannotBeUnderstoodIsSetAsideAtOnce() {
        fail(new UnreadableInputException("The file is empty."));
        assertThat(quarantined).containsExactly("The file is empty.");
        assertThat(failures).hasValue(0);
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForHoweverLong() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> fail(new DataAccessResourceFailureException("connection refused")))
                    .isInstanceOf(IntakeException.class);
        }
        assertThat(failures).hasValue(0);
        assertThat(quarantined).isEmpty();
    }

    @Test
    void aDiskThatIsFullIsWaitedForAndTheReasonIsTold() {
        assertThatThrownBy(() -> fail(new UncheckedIOException(
                        new FileSystemException("/data/Шевченко.dcm", null, "No space left on device"))))
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining("No space left on device")
                .hasMessageNotContaining("Шевченко");
        assertThat(failures).hasValue(0);
    }

    @Test
    void aLandingStoreWithoutRoomIsWaitedForHoweverLong() {
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> fail(new LandingException("The disk of the landing store is full.")))
                    .isInstanceOf(IntakeException.class)
                    .hasMessageContaining("The disk of the landing store is full.");
        }
        assertThat(failures).hasValue(0);
        assertThat(quarantined).isEmpty();
    }

    @Test
    void anErrorOfTheHubIsTriedAgainAndThenSetAside() {
        for (int i = 1; i < 5; i++) {
            assertThatThrownBy(() -> fail(new IllegalStateException("Шевченко")))
                    .isInstanceOf(IntakeException.class)
                    .hasMessageContaining("IllegalStateException")
                    .hasMessageNotContaining("Шевченко")
                    .hasNoCause();
        }
        fail(new IllegalStateException("Шевченко"));
        assertThat(quarantined).hasSize(1);
        assertThat(quarantined.get(0))
                .contains("IllegalStateException", "FailurePolicyTest")
                .doesNotContain("Шевченко");
    }
}
