package ua.vuzol.hub.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Runs commands that ask a hub, which says what the test has it say. */
abstract class HubCommandTestSupport {
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    StubHub hub;

    @BeforeEach
    void startHub() throws IOException {
        hub = new StubHub();
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    int vuzol(String... arguments) {
        return vuzolAt(hub.url(), arguments);
    }

    int vuzolAt(String url, String... arguments) {
        String[] all = Stream.concat(Arrays.stream(arguments), Stream.of("--url=" + url))
                .toArray(String[]::new);
        return VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }
}
