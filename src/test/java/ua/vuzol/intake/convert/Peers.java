package ua.vuzol.intake.convert;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** DICOM programs of others that read what the hub wrote. */
final class Peers {
    /** Debian's own, which has its python3-pydicom. */
    private static final String PYTHON = "/usr/bin/python3";

    private Peers() {}

    /** Skips the test loudly where a program is missing. */
    static void require(String... programs) {
        for (String program : programs) {
            boolean found = Files.isExecutable(Path.of(program))
                    || Arrays.stream(System.getenv("PATH").split(":"))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
            assumeTrue(found, program + " is not installed: this check was skipped");
        }
    }

    static void requirePydicom() throws IOException {
        assumeTrue(
                run(PYTHON, "-c", "import pydicom; print('here')").contains("here"),
                "pydicom is not installed: this check was skipped");
    }

    /** The values of expressions over the data set {@code d}, joined by bars. */
    static String pydicom(Path file, String... expressions) throws IOException {
        String script = "import sys, pydicom; d = pydicom.dcmread(sys.argv[1]); "
                + "print('|'.join(str(eval(e)) for e in sys.argv[2:]))";
        List<String> command = new ArrayList<>(List.of(PYTHON, "-X", "utf8", "-c", script, file.toString()));
        command.addAll(List.of(expressions));
        return run(command.toArray(String[]::new)).strip();
    }

    /** The errors and warnings of dicom3tools. */
    static List<String> dciodvfy(Path file) throws IOException {
        return run("dciodvfy", file.toString())
                .lines()
                .filter(line -> line.startsWith("Error") || line.startsWith("Warning"))
                .toList();
    }

    static String dcmdump(Path file) throws IOException {
        return run("dcmdump", "-q", "+L", file.toString());
    }

    /** What a program says on both streams; it must end by itself within a minute. */
    static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        }
        return said;
    }
}
