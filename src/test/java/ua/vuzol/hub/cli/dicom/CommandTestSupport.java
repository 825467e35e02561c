package ua.vuzol.hub.cli.dicom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.net.TestNode;
import ua.vuzol.hub.cli.VuzolCommand;

/** Runs commands in this process and keeps what they print. */
abstract class CommandTestSupport {
    @TempDir
    Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    /** @return the exit code */
    int dicom(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        String[] all = Stream.concat(Stream.of("dicom"), Stream.of(arguments).map(Object::toString))
                .toArray(String[]::new);
        return VuzolCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    String out() {
        return out.toString();
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String err() {
        return err.toString();
    }

    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out());
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + out(), e);
        }
    }

    static String at(TestNode node) {
        return TestNode.AE_TITLE + "@127.0.0.1:" + node.port();
    }
}
