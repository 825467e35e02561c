package ua.vuzol.hub.cli.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final StringWriter out = new StringWriter();
    private final AtomicLong now = new AtomicLong();

    private Progress progress(boolean terminal) {
        return new Progress(new PrintWriter(out), terminal, now::get);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void onATerminalOneLineChangesAndIsClearedAtTheEnd() {
        try (Progress progress = progress(true)) {
            progress.tell("0 of 9");
            pass(Duration.ofMillis(100));
            progress.tell("1 of 9");
            progress.tell("2 of 9");
            pass(Duration.ofMillis(100));
            progress.tell("3 of 9");
        }
        assertThat(out).hasToString("\r\u001B[K1 of 9\r\u001B[K3 of 9\r\u001B[K");
    }

    @Test
    void elsewhereItIsALineNowAndThen() {
        try (Progress progress = progress(false)) {
            pass(Duration.ofSeconds(9));
            progress.tell("1 of 9");
            pass(Duration.ofSeconds(1));
            progress.tell("2 of 9");
        }
        assertThat(out).hasToString("2 of 9%n".formatted());
    }

    @Test
    void whatIsQuickIsNotTold() {
        try (Progress progress = progress(true)) {
            progress.tell("1 of 1");
        }
        assertThat(out.toString()).isEmpty();
    }
}
