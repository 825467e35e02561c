package ua.vuzol.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import ua.vuzol.Deployment;
import ua.vuzol.MllpClient;
import ua.vuzol.dicom.net.PeerProcess;

/** The hub with the routes of HL7 only, on a real PostgreSQL and a real socket. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@DirtiesContext
abstract class MllpTestSupport {
    private static final AtomicInteger MESSAGES = new AtomicInteger();
    private static int port;

    @TempDir
    static Path home;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void onAHomeOfItsOwn(DynamicPropertyRegistry registry) throws IOException {
        port = PeerProcess.freePort();
        Path routes = Files.createDirectories(home.resolve("routes"));
        Deployment.copyOf("routes/hl7", routes.resolve("hl7"));
        Path mappings = Deployment.copyOf("mappings", home.resolve("mappings"));
        int listener = port;
        registry.add("vuzol.home", home.resolve("data")::toString);
        registry.add("vuzol.routes", routes::toString);
        registry.add("vuzol.mappings", mappings::toString);
        registry.add("vuzol.hl7.listener", () -> "127.0.0.1:" + listener);
    }

    static MllpClient connect() throws IOException {
        return MllpClient.connect(port);
    }

    static String send(String message) throws IOException {
        try (MllpClient client = connect()) {
            return client.send(message);
        }
    }

    /** MSH-10 that no other message of the test has. */
    static String controlId() {
        return "M" + MESSAGES.incrementAndGet();
    }

    static Path mapping(String name) {
        return home.resolve("mappings").resolve(name);
    }

    /** The fields of a segment of an answer. */
    static String[] segment(String answer, String name) {
        return answer.lines()
                .flatMap(line -> java.util.Arrays.stream(line.split("\r")))
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.split("\\|", -1))
                .orElseThrow(() -> new AssertionError("No segment " + name + " in " + answer));
    }

    static void assertAnswer(String answer, String code, String controlId) {
        assertThat(segment(answer, "MSA")).startsWith("MSA", code, controlId);
    }
}
