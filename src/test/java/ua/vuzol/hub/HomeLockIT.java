package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockIT {
    @TempDir
    Path home;

    @Test
    void aSecondHubOfTheSameProcessIsKeptOut() throws Exception {
        try (HomeLock lock = HomeLock.take(home)) {
            assertThatSecondHubIsKeptOut();
        }
        HomeLock.take(home).close();
    }

    @Test
    void aSecondProcessIsKeptOutUntilTheFirstIsKilled() throws Exception {
        try (ChildJvm hub = ChildJvm.start(LockingHub.class, home.toString())) {
            hub.awaitLine("locked");
            assertThatSecondHubIsKeptOut();
            hub.kill();
        }
        HomeLock.take(home).close();
    }

    private void assertThatSecondHubIsKeptOut() {
        assertThatThrownBy(() -> HomeLock.take(home)).isInstanceOfSatisfying(HubCannotStartException.class, e -> {
            assertThat(e).hasMessage("Another hub already runs in the home %s.", home);
            assertThat(e.mend()).contains("VUZOL_HOME", "VUZOL_DB_URL");
        });
    }

    /** Holds the lock until it is killed. */
    static final class LockingHub {
        public static void main(String[] arguments) throws InterruptedException {
            HomeLock.take(Path.of(arguments[0]));
            System.out.println("locked");
            new CountDownLatch(1).await();
        }
    }
}
