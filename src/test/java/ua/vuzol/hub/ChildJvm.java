package ua.vuzol.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a process of its own, so that it can be killed as a crash would. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildJvm start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void awaitLine(String expected) throws IOException {
        assertThat(output.readLine()).isEqualTo(expected);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for lines that start with the prefix until the given one has come, kills the process, and counts them all. */
    int killAfter(String prefix, int lines) throws IOException, InterruptedException {
        int seen = 0;
        boolean killed = false;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen += line.startsWith(prefix) ? 1 : 0;
            if (seen >= lines && !killed) {
                process.toHandle().destroyForcibly(); // unlike the process, its handle leaves the output open
                killed = true;
            }
        }
        process.waitFor();
        return seen;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
